package io.recaller.continuation;

import io.recaller.contact.Address;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.DialogueView;
import io.recaller.conversation.DialogueViews;
import io.recaller.conversation.DialogueViews.Found;
import io.recaller.conversation.Reentry;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.DialogueRows;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContinuationRecord;
import io.recaller.flow.engine.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages beside calls: opened once by a link, shown each turn, and answering as the call does: each
 * answer moves the dialogue from the version it was shown at, and then the call is fetched to hear
 * what comes of it. Any thread; blocking.
 */
public final class Companion {
    private static final Logger log = LoggerFactory.getLogger(Companion.class);

    /** A dialogue is read until then, else the page asks again. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(2);

    /** A call is fetched only to what is written: who served it is stale then, and ends nothing. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(2);

    /** So long after the last sign of typing the call is served as usual. */
    private static final Duration TYPING = Duration.ofSeconds(30);

    /** The least number of two digits, and how many there are. */
    private static final int FIRST = 10;

    private static final int NUMBERS = 90;

    private static final String BACK = "back";

    /** A call that comes back moves the version on, too. */
    private static final int MOST_RACES = 5;

    private final Database db;
    private final Conversations conversations;
    private final DialogueViews views;
    private final CallMover calls;
    private final Showings showings;
    private final PageStates states;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ContinuationRows rows = new ContinuationRows();
    private final StandingRows standings;
    private final DialogueRows dialogues = new DialogueRows();

    /** Pages over one database. */
    public Companion(
            Database db,
            Conversations conversations,
            DialogueViews views,
            CallMover calls,
            Showings showings,
            HandedFiles files,
            InstantSource clock) {
        this.db = db;
        this.standings = new StandingRows(db);
        this.conversations = conversations;
        this.views = views;
        this.calls = calls;
        this.showings = showings;
        this.states = new PageStates(views, showings, files);
        this.clock = clock;
    }

    /** What became of a link. */
    public sealed interface Opening {
        /** Its page is known by that from now on. */
        record Opened(PageSecret cookie) implements Opening {}

        /** It was opened before, or is not to be opened any more. */
        record Used() implements Opening {}

        record Expired() implements Opening {}

        /** It is none of ours. */
        record Unknown() implements Opening {}
    }

    /** Opens a link, once. */
    public Opening open(PageSecret token) {
        return db.inTransaction(tx ->
                rows.byToken(tx, token).map(row -> open(tx, row)).orElseGet(Opening.Unknown::new));
    }

    private Opening open(Tx tx, ContinuationRecord row) {
        var now = clock.instant();
        if (row.getOpenedAt() != null || row.getEndedAt() != null) {
            return new Opening.Used();
        }
        if (!now.isBefore(row.getExpiresAt())) {
            return new Opening.Expired();
        }
        var cookie = PageSecret.ofCookie(random);
        rows.open(tx, row, cookie, now);
        dialogues.join(tx, ContinuationRows.read(row).contact());
        log.atInfo().addKeyValue("contactId", row.getContactId()).log("page opened beside a call");
        return new Opening.Opened(cookie);
    }

    /** The page that a cookie is of; every other socket of it is to close. Empty: it is none's. */
    public Optional<Joined> take(PageSecret cookie) {
        return db.inTransaction(tx ->
                rows.byCookie(tx, cookie)
                        .filter(row -> row.getEndedAt() == null)
                        .map(row -> {
                            row.setSeat(rows.take(tx, row.getId()));
                            return ContinuationRows.read(row);
                        }));
    }

    /** Whether the page that a cookie is of went on as a chat. */
    public boolean wentOn(PageSecret cookie) {
        return db.inTransaction(tx -> rows.byCookie(tx, cookie))
                .filter(row -> row.getWhy().equals("moved"))
                .isPresent();
    }

    /** How it stands with a page. */
    public sealed interface Sight {
        record Shown(PageState state) implements Sight {}

        /** Another page, or another socket of it, is in its place. */
        record Replaced() implements Sight {}

        /** It is over, or was left. */
        record Gone() implements Sight {}
    }

    /** How all of these stand, with one question; one that is not there any more is left out. */
    public Map<UUID, PageStanding> standings(Collection<Joined> pages) {
        return db.atOnce(tx -> standings.of(tx, pages));
    }

    /** What the page shows now. */
    public Sight look(Joined page) {
        return look(page, standing(page));
    }

    /** How it stands with one; empty: it is not there any more. */
    public Optional<PageStanding> standing(Joined page) {
        return Optional.ofNullable(standings(List.of(page)).get(page.id()));
    }

    /** As {@link #look(Joined)}, of a page of which it was just seen how it stands. */
    public Sight look(Joined page, Optional<PageStanding> stands) {
        if (stands.filter(now -> now.isReplaced() || now.seat() != page.seat()).isPresent()) {
            return new Sight.Replaced();
        }
        return stands.filter(PageStanding::isOpen)
                .flatMap(now -> states.of(page, now))
                .<Sight>map(Sight.Shown::new)
                .orElseGet(Sight.Gone::new);
    }

    /** What became of something a page did. */
    public enum Result {
        DONE,
        /** Somebody answered first, or the turn is another by now. */
        LATE,
        /** Nothing is asked that a page may answer. */
        NOT_HERE,
        /** It cannot be done now. */
        AWAY
    }

    /**
     * Answers the turn that a page was shown.
     *
     * @param shown what it was shown last
     * @param version that the answer names
     */
    public Result answer(Joined page, ShownPage shown, long version, PageReply reply) {
        return looking(
                page,
                seen ->
                        seen.state().turn().isByAgent()
                                ? Optional.of(answerAgent(page, seen, shown, version, reply))
                                : answerCall(page, seen, shown, version, reply));
    }

    /** What an agent asks for is given beside the talk: the call is left alone. */
    private Result answerAgent(
            Joined page, Seen seen, ShownPage shown, long version, PageReply reply) {
        var now = seen.state();
        if (!shown.isAnsweredBy(version, now)) {
            return Result.LATE;
        }
        if (!now.turn().isAsked() || !(reply instanceof PageReply.Text(String text))) {
            return Result.NOT_HERE;
        }
        typesNoMore(page);
        return showings.answered(page.contact(), now.steps(), text, seen.view().trust())
                ? Result.DONE
                : Result.LATE;
    }

    private Optional<Result> answerCall(
            Joined page, Seen seen, ShownPage shown, long version, PageReply reply) {
        if (!shown.isAnsweredBy(version, seen.state())) {
            return Optional.of(Result.LATE);
        }
        return change(
                page,
                seen,
                seen.state().turn().isAsked(),
                service -> {
                    typesNoMore(page);
                    service.page().answers(page.name(), seen.view().trust());
                    var _ = service.reply(reply(service, reply));
                });
    }

    private static Reply reply(SelfService service, PageReply reply) {
        return switch (reply) {
            case PageReply.Picked(String id) -> new Reply.Picked(id);
            case PageReply.Text(String text) -> service.written(text);
            case PageReply.Back() -> service.written(BACK);
        };
    }

    /** Shows two digits, which the caller is asked for. */
    public Result match(Joined page) {
        var digits = Integer.toString(FIRST + random.nextInt(NUMBERS));
        return looking(
                page,
                seen ->
                        change(
                                page,
                                seen,
                                !seen.state().matched() && seen.view().mayMatch(),
                                service -> {
                                    typesNoMore(page);
                                    service.page().match(page.name(), digits);
                                }));
    }

    private void typesNoMore(Joined page) {
        db.runAtOnce(tx -> rows.typesNoMore(tx, page.id()));
    }

    /** Somebody types, or does no more. */
    public Result typing(Joined page, boolean on) {
        var now = clock.instant();
        var until = on ? Optional.of(now.plus(TYPING)) : Optional.<Instant>empty();
        if (!db.inTransaction(tx -> rows.types(tx, page.id(), until, now))) {
            return Result.DONE;
        }
        var result =
                looking(
                        page,
                        seen ->
                                change(
                                        page,
                                        seen,
                                        waitsForCall(seen.state()),
                                        service -> service.page().reclaim()));
        return result == Result.NOT_HERE ? Result.DONE : result;
    }

    private static boolean waitsForCall(PageState state) {
        return state.turn().isAsked() && !state.turn().isByAgent();
    }

    /** It is not the call of who opened it. */
    public void leave(Joined page) {
        db.runInTransaction(tx -> rows.end(tx, page.id(), "left", clock.instant()));
        log.atInfo().addKeyValue("contactId", page.contact()).log("page left: not their call");
    }

    /**
     * What was read at once.
     *
     * @param way to go on with it; empty: only what an agent shows can be answered
     */
    private record Seen(Optional<Reentry> way, DialogueView view, PageState state) {}

    /**
     * Does something with what is read now.
     *
     * @param deed empty: the dialogue has moved on meanwhile, and is read again. A call that has
     *     only come back to the same turn is nobody's answer
     */
    private Result looking(Joined page, Function<Seen, Optional<Result>> deed) {
        for (var i = 0; i < MOST_RACES; i++) {
            var done = found(page, deed);
            if (done.isPresent()) {
                return done.get();
            }
        }
        return Result.LATE;
    }

    private Optional<Result> found(Joined page, Function<Seen, Optional<Result>> deed) {
        var way = conversations.goOn(page.call(), page.contact());
        // While the dialogue is being read.
        var stands = standing(page);
        if (stands.isEmpty()) {
            return Optional.of(Result.NOT_HERE);
        }
        var found =
                way.map(each -> views.of(each, page.call(), page.name(), page.cap(), READ_WITHIN))
                        .orElseGet(() -> lookedOn(page));
        return switch (found) {
            case Found.Unread() -> Optional.of(Result.AWAY);
            case Found.Nothing() -> Optional.of(Result.NOT_HERE);
            case Found.Seen(var view) ->
                    view.over()
                            ? Optional.of(Result.NOT_HERE)
                            : deed.apply(new Seen(way, view, states.of(page, view, stands.get())));
        };
    }

    private Found lookedOn(Joined page) {
        return states.view(page).<Found>map(Found.Seen::new).orElseGet(Found.Nothing::new);
    }

    /**
     * Moves the dialogue on from what was just looked at, and fetches the call. Of several who do
     * so at once the first does.
     *
     * @param may whether it may be done at all
     */
    private Optional<Result> change(
            Joined page, Seen seen, boolean may, Consumer<SelfService> change) {
        if (!may) {
            return Optional.of(Result.NOT_HERE);
        }
        var service = seen.way().flatMap(way -> way.within(READ_WITHIN));
        if (service.isEmpty()) {
            return Optional.of(Result.AWAY);
        }
        return service.get().version() == seen.view().version()
                ? changed(page, service.get(), change)
                : Optional.empty();
    }

    private Optional<Result> changed(
            Joined page, SelfService service, Consumer<SelfService> change) {
        try {
            change.accept(service);
            if (!service.isWritten(WRITTEN_WITHIN)) {
                return Optional.of(Result.AWAY);
            }
            fetch(page);
            return Optional.of(Result.DONE);
        } catch (SupersededException _) {
            return Optional.empty();
        }
    }

    private void fetch(Joined page) {
        if (!calls.fetch(page.contact(), (Address.Call) page.call().address())) {
            log.atInfo()
                    .addKeyValue("contactId", page.contact())
                    .log("a page answered, and its call cannot be fetched from here");
        }
    }
}
