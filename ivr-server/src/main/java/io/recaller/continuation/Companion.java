package io.recaller.continuation;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.ContactStore.Stage;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.DialogueView;
import io.recaller.conversation.DialogueViews;
import io.recaller.conversation.Talk;
import io.recaller.conversation.dialogue.DialogueRows;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContinuationRecord;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
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
    private final ContactStore contacts;
    private final CallMover calls;
    private final Showings showings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ContinuationRows rows = new ContinuationRows();
    private final DialogueRows dialogues = new DialogueRows();

    /** Pages over one database. */
    public Companion(
            Database db,
            Conversations conversations,
            DialogueViews views,
            ContactStore contacts,
            CallMover calls,
            Showings showings,
            InstantSource clock) {
        this.db = db;
        this.conversations = conversations;
        this.views = views;
        this.contacts = contacts;
        this.calls = calls;
        this.showings = showings;
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
        var contacts = pages.stream().map(Joined::contact).toList();
        return db.inTransaction(tx -> {
            var versions = dialogues.versions(tx, contacts);
            var stages = this.contacts.stages(tx, contacts);
            return rows.byIds(tx, pages.stream().map(Joined::id).toList()).stream()
                    .collect(
                            Collectors.toMap(
                                    ContinuationRecord::getId,
                                    row -> {
                                        var contact = new ContactId(row.getContactId());
                                        var stage = stages.getOrDefault(contact, Stage.UNKNOWN);
                                        return new PageStanding(
                                                row.getSeat(),
                                                row.getEndedAt() == null ? "" : row.getWhy(),
                                                versions.getOrDefault(contact, -1L),
                                                stage.served(),
                                                stage.over());
                                    }));
        });
    }

    /** What the page shows now. */
    public Sight look(Joined page) {
        var stands = db.inTransaction(tx -> rows.byId(tx, page.id()));
        if (stands.filter(row -> row.getWhy().equals("replaced") || row.getSeat() != page.seat())
                .isPresent()) {
            return new Sight.Replaced();
        }
        return stands.filter(row -> row.getEndedAt() == null)
                .flatMap(_ -> view(page))
                .<Sight>map(view -> new Sight.Shown(state(page, view)))
                .orElseGet(Sight.Gone::new);
    }

    private Optional<DialogueView> view(Joined page) {
        return views.of(page.call(), page.contact(), page.name(), page.cap());
    }

    private PageState state(Joined page, DialogueView view) {
        var isServed =
                view.turn().filter(Turn.HandOff.class::isInstance).isPresent()
                        && db.inTransaction(tx -> contacts.wasServed(tx, page.contact()));
        var shown = showings.of(page.contact(), view.language());
        return new PageState(
                shown.turn()
                        .filter(_ -> view.isHandedOff() && !view.over())
                        .orElseGet(() -> PageTurn.of(view, isServed)),
                view.version() + shown.steps(),
                shown.steps(),
                view.language(),
                !view.over(),
                view.matched(),
                view.digits());
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
        return view(page)
                .filter(view -> state(page, view).turn().isByAgent())
                .map(view -> answerAgent(page, view, shown, version, reply))
                .orElseGet(() -> answerCall(page, shown, version, reply));
    }

    /** What an agent asks for is given beside the talk: the call is left alone. */
    private Result answerAgent(
            Joined page, DialogueView view, ShownPage shown, long version, PageReply reply) {
        var now = state(page, view);
        if (!shown.isAnsweredBy(version, now)) {
            return Result.LATE;
        }
        if (!now.turn().isAsked() || !(reply instanceof PageReply.Text(String text))) {
            return Result.NOT_HERE;
        }
        typesNoMore(page);
        return showings.answered(page.contact(), now.steps(), text, view.trust())
                ? Result.DONE
                : Result.LATE;
    }

    private Result answerCall(Joined page, ShownPage shown, long version, PageReply reply) {
        return change(
                page,
                (now, _) -> {
                    if (!shown.isAnsweredBy(version, now)) {
                        return Result.LATE;
                    }
                    return now.turn().isAsked() ? Result.DONE : Result.NOT_HERE;
                },
                (talk, view) -> {
                    typesNoMore(page);
                    talk.answeredBeside(page.name(), view.trust());
                    var _ = talk.reply(reply(talk, reply));
                });
    }

    private static Reply reply(Talk talk, PageReply reply) {
        return switch (reply) {
            case PageReply.Picked(String id) -> new Reply.Picked(id);
            case PageReply.Text(String text) -> talk.written(text);
            case PageReply.Back() -> talk.written(BACK);
        };
    }

    /** Shows two digits, which the caller is asked for. */
    public Result match(Joined page) {
        var digits = Integer.toString(FIRST + random.nextInt(NUMBERS));
        return change(
                page,
                (now, view) -> now.matched() || !view.mayMatch() ? Result.NOT_HERE : Result.DONE,
                (talk, _) -> {
                    typesNoMore(page);
                    talk.match(page.name(), digits);
                });
    }

    private void typesNoMore(Joined page) {
        db.runInTransaction(tx -> rows.types(tx, page.id(), Optional.empty(), clock.instant()));
    }

    /** Somebody types, or does no more. */
    public Result typing(Joined page, boolean on) {
        var now = clock.instant();
        var until = on ? Optional.of(now.plus(TYPING)) : Optional.<Instant>empty();
        if (!db.inTransaction(tx -> rows.types(tx, page.id(), until, now))) {
            return Result.DONE;
        }
        var result =
                change(
                        page,
                        (state, _) -> waitsForCall(state) ? Result.DONE : Result.NOT_HERE,
                        (talk, _) -> talk.reclaim());
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

    /** What a page may do now. */
    @FunctionalInterface
    private interface Check {
        Result of(PageState now, DialogueView view);
    }

    /**
     * Moves the dialogue on from what was just looked at, and fetches the call. Of several who do
     * so at once the first does; a call that has only come back to the same turn is nobody's
     * answer.
     */
    private Result change(Joined page, Check check, BiConsumer<Talk, DialogueView> change) {
        for (var i = 0; i < MOST_RACES; i++) {
            var view = view(page);
            if (view.isEmpty() || view.get().over()) {
                return Result.NOT_HERE;
            }
            var now = state(page, view.get());
            var may = check.of(now, view.get());
            if (may != Result.DONE) {
                return may;
            }
            var talk = talk(page);
            if (talk.isEmpty()) {
                return Result.AWAY;
            }
            if (talk.get().version() == view.get().version()) {
                switch (changed(talk.get(), view.get(), change)) {
                    case WRITTEN -> {
                        fetch(page);
                        return Result.DONE;
                    }
                    case NOT_WRITTEN -> {
                        return Result.AWAY;
                    }
                    case OVERTAKEN -> {}
                }
            }
        }
        return Result.LATE;
    }

    private enum Change {
        WRITTEN,
        NOT_WRITTEN,
        OVERTAKEN
    }

    private static Change changed(
            Talk talk, DialogueView view, BiConsumer<Talk, DialogueView> change) {
        try {
            change.accept(talk, view);
            return talk.isWritten(WRITTEN_WITHIN) ? Change.WRITTEN : Change.NOT_WRITTEN;
        } catch (SupersededException _) {
            return Change.OVERTAKEN;
        }
    }

    private void fetch(Joined page) {
        if (!calls.fetch(page.contact(), (Address.Call) page.call().address())) {
            log.atInfo()
                    .addKeyValue("contactId", page.contact())
                    .log("a page answered, and its call cannot be fetched from here");
        }
    }

    private Optional<Talk> talk(Joined page) {
        return conversations
                .goOn(page.call(), page.contact())
                .flatMap(entered -> entered.within(READ_WITHIN));
    }
}
