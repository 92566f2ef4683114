package io.recaller.continuation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.LinkToken;
import io.recaller.conversation.dialogue.MovedDialogues.Known;
import io.recaller.conversation.moving.Departures;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ChannelLinkRecord;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.speech.Language;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links by which somebody goes on in a messenger where a chat or call stands: made when they ask,
 * good once and for ten minutes, kept as a hash only. Any thread; blocking.
 */
public final class ChannelLinks implements LinkArrivals {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelLinks.class);

    /** As links to pages. */
    public static final Duration GOOD = CompanionRules.OPENED_WITHIN;

    /** Of one contact: nothing is sent, so it may be looked at some times. */
    static final int A_DAY = 10;

    /** Within half an hour. */
    static final int BORNE_OF_ACCOUNT = 6;

    /**
     * Within a quarter of an hour. No number of guesses finds one of 2^96, and to refuse everybody
     * would be what a guesser wants: past it an account's first guess is its last.
     */
    static final int BORNE_OF_ALL = 50;

    private static final Language ENGLISH = new Language("en");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration OF_ACCOUNT = Duration.ofMinutes(30);
    private static final Duration OF_ALL = Duration.ofMinutes(15);

    private final Database db;
    private final Departures departures;
    private final List<LinkPlace> places;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ChannelLinkRows rows = new ChannelLinkRows();
    private final Threads threads = new Threads();

    /** Links of one installation. */
    public ChannelLinks(
            Database db, Departures departures, List<LinkPlace> places, InstantSource clock) {
        this.db = db;
        this.departures = departures;
        this.places = List.copyOf(places);
        this.clock = clock;
    }

    /**
     * What somebody is shown.
     *
     * @param until it is good, exclusive
     */
    public record Link(LinkPlace place, String url, Instant until) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Link[" + place.gateway() + ", until " + until + "]";
        }
    }

    /** Where links lead. */
    public List<LinkPlace> places() {
        return places;
    }

    /**
     * A link for whoever writes in a thread; an earlier one of theirs is worth nothing from then
     * on. Where nothing goes on in the thread it leads to the channel and no more.
     *
     * @return empty: there is no such place, or they had too many today
     */
    public Optional<Link> make(ThreadId thread, String gateway) {
        return place(gateway).flatMap(place -> db.inTransaction(tx -> make(tx, thread, place)));
    }

    private Optional<LinkPlace> place(String gateway) {
        return places.stream().filter(each -> each.gateway().equals(gateway)).findFirst();
    }

    private Optional<Link> make(Tx tx, ThreadId thread, LinkPlace place) {
        var now = clock.instant();
        var until = now.plus(GOOD);
        var contact =
                threads.locked(tx, thread)
                        .orElseThrow()
                        .contact()
                        .filter(each -> departures.mayGoOn(tx, each));
        if (contact.isEmpty()) {
            return Optional.of(new Link(place, place.link(), until));
        }
        var language = departures.language(tx, contact.get()).orElse(ENGLISH);
        return token(tx, contact.get(), place, now, until)
                .map(token -> new Link(place, place.link(token, language), until));
    }

    /** One for whoever calls from that number, whose owner is sent it; as long as all are good. */
    LinkToken ofCall(Tx tx, ContactId contact, LinkPlace place, Handle number, Instant now) {
        return made(tx, contact, place, Optional.of(number), now, now.plus(GOOD));
    }

    private Optional<LinkToken> token(
            Tx tx, ContactId contact, LinkPlace place, Instant now, Instant until) {
        if (rows.madeSince(tx, contact, now.minus(DAY)) >= A_DAY) {
            LOG.atInfo()
                    .addKeyValue("contactId", contact)
                    .log("no link to another channel is made: there were too many today");
            return Optional.empty();
        }
        return Optional.of(made(tx, contact, place, Optional.empty(), now, until));
    }

    private LinkToken made(
            Tx tx,
            ContactId contact,
            LinkPlace place,
            Optional<Handle> sentTo,
            Instant now,
            Instant until) {
        var secret = PageSecret.ofLink(random);
        rows.make(tx, contact, place.gateway(), secret, sentTo, now, until);
        return new LinkToken(secret.value());
    }

    @Override
    public boolean leadsTo(String gateway) {
        return place(gateway).isPresent();
    }

    @Override
    public void came(Tx tx, LinkToken token, ThreadId thread, String gateway, long message) {
        if (isWithAgent(tx, thread)) {
            return;
        }
        var now = clock.instant();
        if (isGuesser(tx, thread, now)) {
            refuse(tx, thread, gateway, message, "too-many", now);
            return;
        }
        var found = PageSecret.of(token.secret()).flatMap(each -> rows.find(tx, each));
        if (found.filter(link -> isPressedAgain(tx, thread, link)).isPresent()) {
            rows.came(tx, message, thread, left(found.orElseThrow()), now);
            return;
        }
        found.flatMap(link -> whyNot(tx, link, gateway, now))
                .or(() -> found.isEmpty() ? Optional.of("unknown") : Optional.empty())
                .ifPresentOrElse(
                        why -> refuse(tx, thread, gateway, message, why, now),
                        () -> take(tx, thread, message, found.orElseThrow(), now));
    }

    /** Who talks with somebody goes on with them; the link stays good. */
    private boolean isWithAgent(Tx tx, ThreadId thread) {
        return threads.find(tx, thread)
                .filter(MessageThread::withPerson)
                .flatMap(MessageThread::contact)
                .filter(contact -> !departures.isOver(tx, contact))
                .isPresent();
    }

    /** Whoever used it presses once more: they are where it leads. */
    private boolean isPressedAgain(Tx tx, ThreadId thread, ChannelLinkRecord link) {
        return link.getUsedAt() != null && rows.cameBefore(tx, thread, left(link));
    }

    private void take(Tx tx, ThreadId thread, long message, ChannelLinkRecord link, Instant now) {
        rows.use(tx, link, now);
        rows.came(tx, message, thread, left(link), now);
    }

    private static ContactId left(ChannelLinkRecord link) {
        return new ContactId(link.getContactId());
    }

    private void refuse(
            Tx tx, ThreadId thread, String gateway, long message, String why, Instant now) {
        rows.refused(tx, message, thread, why, now);
        LOG.atInfo()
                .addKeyValue("gateway", gateway)
                .addKeyValue("why", why)
                .log("somebody came by a link that is not good");
    }

    /** Empty: it is good. */
    private Optional<String> whyNot(Tx tx, ChannelLinkRecord link, String gateway, Instant now) {
        if (link.getUsedAt() != null) {
            return Optional.of("used");
        }
        if (!link.getExpiresAt().isAfter(now) || !isForWhoIsThere(tx, link)) {
            return Optional.of("expired");
        }
        return link.getGateway().equals(gateway) ? Optional.empty() : Optional.of("elsewhere");
    }

    /** Not after a transfer: who was sent it is not on that call any more. */
    private boolean isForWhoIsThere(Tx tx, ChannelLinkRecord link) {
        return link.getSentTo() == null
                || departures.cameBy(tx, left(link), new Handle(HandleKind.TEL, link.getSentTo()));
    }

    private boolean isGuesser(Tx tx, ThreadId thread, Instant now) {
        var guesses = rows.guessedBy(tx, thread, now.minus(OF_ACCOUNT));
        return guesses > 0
                && (guesses >= BORNE_OF_ACCOUNT
                        || rows.guessed(tx, now.minus(OF_ALL)) >= BORNE_OF_ALL);
    }

    @Override
    public boolean goOn(ContactId contact, long version, long message) {
        return db.inTransactionOrAgain(tx -> goOn(tx, contact, version, message));
    }

    private boolean goOn(Tx tx, ContactId contact, long version, long message) {
        var left = rows.leftBy(tx, message);
        return left.isPresent()
                && (departures.wentOnAs(tx, left.get(), contact)
                        || departures.move(
                                tx,
                                left.get(),
                                contact,
                                version,
                                known(tx, left.get()),
                                clock.instant()));
    }

    /** A call's was sent to whoever owns its number, who may be another than who calls. */
    private Known known(Tx tx, ContactId left) {
        return departures.isSpoken(tx, left) ? Known.BY_INBOX : Known.BY_LINK;
    }
}
