package io.recaller.customer.identity;

import io.recaller.customer.Access;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.Resolution;
import io.recaller.customer.TrustTier;
import io.recaller.customer.identity.SeenHandles.Seen;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Whose contacts are, and what is known by them of their handles: many at once, with the same
 * outcome as one after the other. Thread-safe; the caller owns the Tx.
 */
final class Identifying {
    private static final Links.Identified NOBODYS =
            new Links.Identified(new Resolution.Nobody(), Optional.empty());

    private final Supplier<UUID> ids;
    private final Guests guests;
    private final SeenHandles.Reader reader;
    private final NewLinks.Writer writer = new NewLinks.Writer();

    /**
     * Over the rows of handles.
     *
     * @param ids makes UUIDv7
     */
    Identifying(Supplier<UUID> ids, HandleStore handles, Guests guests) {
        this.ids = ids;
        this.guests = guests;
        this.reader = new SeenHandles.Reader(handles);
    }

    /** As {@link Links#identify} has it. */
    List<Links.Identified> identify(Tx tx, List<Links.Named> contacts, Instant now) {
        var handles = contacts.stream().flatMap(one -> one.handles().stream()).toList();
        if (handles.isEmpty()) {
            return contacts.stream().map(_ -> NOBODYS).toList();
        }
        var go = new Go(reader.lock(tx, handles), new NewLinks(now));
        var found = new ArrayList<Links.Identified>();
        for (var contact : contacts) {
            var several = go.guestsToBe(contact);
            if (several.isPresent()) {
                // Merging changes rows that those before it make: it comes first, and alone.
                if (found.isEmpty()) {
                    var merged = guests.merged(tx, several.get(), now);
                    found.add(go.of(contact, go.join(contact, merged)));
                }
                break;
            }
            found.add(go.of(contact, go.identify(contact)));
        }
        writer.write(tx, go.links);
        return found;
    }

    /** One list, as far as it goes. */
    private final class Go {
        private final SeenHandles seen;
        private final NewLinks links;

        Go(SeenHandles seen, NewLinks links) {
            this.seen = seen;
            this.links = links;
        }

        Links.Identified of(Links.Named contact, Resolution found) {
            var first = seen.of(contact.handles()).values().stream().findFirst();
            return new Links.Identified(found, first.map(Seen::id));
        }

        /** Customers of whom a proof says that they are one. */
        Optional<List<CustomerId>> guestsToBe(Links.Named contact) {
            return contact.trust().atLeast(TrustTier.VERIFIED)
                            && users(contact)
                                    instanceof Resolution.Several(List<CustomerId> several)
                    ? Optional.of(several)
                    : Optional.empty();
        }

        Resolution identify(Links.Named contact) {
            return contact.trust().atLeast(TrustTier.CLAIMED)
                    ? join(contact, users(contact))
                    : guest(contact);
        }

        private Resolution users(Links.Named contact) {
            var named = seen.of(contact.handles()).values();
            return Resolution.narrowing(named.stream().map(Seen::users).toList());
        }

        /** The customer who was found, or a new one who used the first handle. */
        Resolution join(Links.Named contact, Resolution found) {
            var named = seen.of(contact.handles());
            if (found instanceof Resolution.Nobody && !named.isEmpty()) {
                var made = create();
                linkAll(contact, made, named, Optional.of(named.keySet().iterator().next()));
                return new Resolution.One(made);
            }
            found.single().ifPresent(one -> linkAll(contact, one, named, Optional.empty()));
            return found;
        }

        private Resolution guest(Links.Named contact) {
            var named = seen.of(contact.handles());
            if (named.isEmpty()) {
                return new Resolution.Nobody();
            }
            var access = new Access(contact.trust());
            var home =
                    named.entrySet().stream()
                            .filter(each -> isHome(each.getKey(), each.getValue(), access))
                            .findFirst();
            if (home.isEmpty()) {
                named.values().forEach(link -> links.claimOfNobody(link.id(), contact.contact()));
                return new Resolution.Nobody();
            }
            var guest = home.get().getValue().users().stream().findFirst().orElseGet(this::create);
            linkAll(contact, guest, named, Optional.of(home.get().getKey()));
            return new Resolution.One(guest);
        }

        private CustomerId create() {
            var made = new CustomerId(ids.get());
            links.customer(made);
            return made;
        }

        private void linkAll(
                Links.Named contact,
                CustomerId customer,
                Map<Handle, Seen> named,
                Optional<Handle> used) {
            var access = new Access(contact.trust());
            var proves = contact.trust().atLeast(TrustTier.VERIFIED);
            named.forEach((handle, link) -> {
                if (proves || !link.users().contains(customer)) {
                    var standing = access.standing(used.filter(handle::equals).isPresent());
                    links.link(customer, link.id(), standing, contact.trust(), contact.contact());
                    if (standing.identifies()) {
                        seen.identifies(handle, customer, contact.trust());
                    }
                }
            });
            if (!proves) {
                recordClaims(contact, customer, named.values());
            }
        }

        /** Handles beside the one a contact came by are its word only, and so is another's. */
        private void recordClaims(
                Links.Named contact, CustomerId customer, Collection<Seen> named) {
            var first = true;
            for (var link : named) {
                if (!first || !link.users().contains(customer)) {
                    links.claim(customer, link.id(), contact.contact());
                }
                first = false;
            }
        }
    }

    /** A device nobody uses yet, or one known only from such contacts. */
    private static boolean isHome(Handle handle, Seen seen, Access access) {
        return seen.users().isEmpty()
                ? Guests.isDevice(handle)
                : seen.users().size() == 1 && access.mayJoin(seen.trust());
    }
}
