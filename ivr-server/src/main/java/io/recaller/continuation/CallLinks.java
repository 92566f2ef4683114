package io.recaller.continuation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Handle;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ChannelLinkRecord;
import io.recaller.flow.engine.Dialogue;
import io.recaller.speech.Language;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links by which callers go on in a messenger, sent when their agent wants it, by the rules of
 * links to pages: once a call to each messenger. No agent ever has one. Any thread; blocking.
 */
public final class CallLinks {
    private static final Logger LOG = LoggerFactory.getLogger(CallLinks.class);

    private final Database db;
    private final CallerInboxes inboxes;
    private final ChannelLinks links;
    private final Function<String, List<LinkPlace>> places;
    private final InstantSource clock;
    private final ChannelLinkRows rows = new ChannelLinkRows();

    /**
     * Links of one installation.
     *
     * @param doors by which they are sent, the first that reaches who owns the number
     * @param places by name of a flow, where the same one answers
     */
    public CallLinks(
            Database db,
            CompanionRules rules,
            List<LinkDoor> doors,
            ChannelLinks links,
            Function<String, List<LinkPlace>> places,
            InstantSource clock) {
        this.db = db;
        this.inboxes = new CallerInboxes(rules, doors);
        this.links = links;
        this.places = places;
        this.clock = clock;
    }

    /**
     * How it stands with each messenger.
     *
     * @param arrival empty: it is no call, or was none of a number
     */
    List<PageBeside.MessengerLink> of(
            ContactId contact, Dialogue dialogue, Optional<Arrival> arrival) {
        var there = places.apply(dialogue.flow());
        if (there.isEmpty()) {
            return List.of();
        }
        var maySend = arrival.flatMap(inboxes::number).isPresent();
        var sent = db.inTransaction(tx -> rows.newest(tx, contact));
        return there.stream()
                .map(place -> messenger(place, sent.get(place.gateway()), maySend))
                .toList();
    }

    private PageBeside.MessengerLink messenger(
            LinkPlace place, @Nullable ChannelLinkRecord sent, boolean maySend) {
        return new PageBeside.MessengerLink(
                place.gateway(),
                place.messenger().title(),
                sent == null ? PageBeside.Link.NONE : link(sent),
                maySend && sent == null);
    }

    private PageBeside.Link link(ChannelLinkRecord sent) {
        if (sent.getUsedAt() != null) {
            return PageBeside.Link.OPEN;
        }
        return clock.instant().isBefore(sent.getExpiresAt())
                ? PageBeside.Link.SENT
                : PageBeside.Link.EXPIRED;
    }

    /** Sends one. */
    AgentPages.Outcome send(ContactId contact, Dialogue dialogue, Arrival call, String to) {
        var place =
                places.apply(dialogue.flow()).stream()
                        .filter(each -> each.gateway().equals(to))
                        .findFirst();
        if (place.isEmpty()) {
            return AgentPages.Outcome.UNKNOWN;
        }
        var isSent =
                inboxes.number(call)
                        .filter(number ->
                                db.inTransaction(tx ->
                                        isSent(
                                                tx,
                                                contact,
                                                number,
                                                place.get(),
                                                dialogue.language())));
        return isSent.isPresent() ? AgentPages.Outcome.DONE : AgentPages.Outcome.NO_LINK;
    }

    private boolean isSent(
            Tx tx, ContactId contact, Handle number, LinkPlace place, Language language) {
        inboxes.lock(tx, number);
        var now = clock.instant();
        if (rows.newest(tx, contact).containsKey(place.gateway())
                || inboxes.isFull(tx, number, now)) {
            LOG.atInfo()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("gateway", place.gateway())
                    .log("no link is sent: one was for this call, or too many were today");
            return false;
        }
        var thread = inboxes.thread(tx, number, now);
        thread.ifPresent(where -> {
            var token = links.ofCall(tx, contact, place, number, now);
            var until = now.plus(ChannelLinks.GOOD);
            inboxes.send(tx, where, contact, LinkWords.message(language, place, token, until), now);
        });
        return thread.isPresent();
    }
}
