package io.recaller.continuation;

import static io.recaller.continuation.PinLinkRows.FAILED;
import static io.recaller.continuation.PinLinkRows.OPEN;
import static io.recaller.continuation.PinLinkRows.REFUSED;

import io.recaller.contact.ContactId;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.pin.KeyedPin;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.PinLinkRecord;
import io.recaller.message.FlowMessages;
import io.recaller.message.InboundMessages;
import io.recaller.message.InboundMessages.Received;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page on which whoever writes keys their PIN. It proves nothing until its number is written
 * where the link was read ({@link PinLinks}). A PIN is compared outside of any transaction, and
 * what comes of it is one: a server that dies has counted the try and kept its answer, or neither.
 * Any thread; blocking.
 */
public final class PinKeying {
    private static final Logger LOG = LoggerFactory.getLogger(PinKeying.class);

    private final Database db;
    private final PinTries tries;
    private final MovedDialogues dialogues;
    private final Consumer<ThreadId> told;
    private final InstantSource clock;
    private final PinLinkRows rows = new PinLinkRows();
    private final Threads threads = new Threads();
    private final InboundMessages inbound = new InboundMessages();
    private final FlowMessages flowMessages = new FlowMessages();

    /**
     * Over one database.
     *
     * @param told of each thread in which the flow goes on by itself; returns at once
     */
    public PinKeying(
            Database db,
            PinProofs proofs,
            MovedDialogues dialogues,
            Consumer<ThreadId> told,
            InstantSource clock) {
        this.db = db;
        this.tries = new PinTries(proofs, clock);
        this.dialogues = dialogues;
        this.told = told;
        this.clock = clock;
    }

    /** What the page shows. */
    public sealed interface Shown {
        /**
         * A PIN may be keyed.
         *
         * @param gateway the name of the door
         * @param who writes there, as far as whoever has the link may see; may be empty
         * @param language a BCP 47 tag
         */
        record Open(String gateway, String who, String language, int left) implements Shown {}

        /** It was right: to be written where the link was read. */
        record Right(String digits) implements Shown {
            /** Without them. */
            @Override
            public String toString() {
                return "Right[•••]";
            }
        }

        /** It was not. */
        record Wrong(int left) implements Shown {}

        /** The flow goes on without it, where the link was read. */
        record Failed() implements Shown {}

        /** Whoever had the page does not write there; a person looks who does. */
        record Refused() implements Shown {}

        /** It can be no PIN; that counts for nothing. */
        record NoPin() implements Shown {}

        /** It is used, replaced, too old, or was never one. */
        record NotGood() implements Shown {}
    }

    /** What its link opens. Changes nothing. */
    public Shown look(PageSecret token) {
        return of(token, (_, asked) -> asked.isOpen() ? open(asked) : new Shown.NotGood());
    }

    /**
     * A PIN was keyed.
     *
     * @param attempt a name that the page makes up for this try: said again it is the same try
     */
    public Shown prove(PageSecret token, PageSecret attempt, String pin) {
        var keyed = new KeyedPin(pin);
        if (keyed.isPin()) {
            compare(token, attempt, keyed);
        }
        return of(token, (tx, asked) -> proved(tx, asked, attempt, keyed));
    }

    /** Takes long on purpose: whoever writes or answers there does not wait for it. */
    private void compare(PageSecret token, PageSecret attempt, KeyedPin pin) {
        db.inTransactionOrAgain(tx ->
                        asked(tx, token)
                                .map(asked -> tries.toTry(tx, asked, attempt))
                                .orElseGet(List::of))
                .forEach(pin::compare);
    }

    /** Whoever has the page does not write there: nobody proves anything there by a link. */
    public Shown refuse(PageSecret token) {
        return of(token, this::refused);
    }

    /**
     * Whose page it is, its row locked.
     *
     * @param isOpen whether a PIN may be keyed
     * @param language a BCP 47 tag
     */
    record Asked(
            ContactId contact,
            MessageThread thread,
            PinLinkRecord row,
            boolean isOpen,
            String language) {}

    /** What came of it, and where the flow may go on by itself. */
    private record Done(Shown shown, ThreadId thread) {
        boolean isEnd() {
            return shown instanceof Shown.Failed || shown instanceof Shown.Refused;
        }
    }

    private Shown of(PageSecret token, BiFunction<Tx, Asked, Shown> work) {
        var done =
                db.inTransactionOrAgain(tx ->
                        asked(tx, token)
                                .map(asked ->
                                        new Done(work.apply(tx, asked), asked.thread().id())));
        done.filter(Done::isEnd).map(Done::thread).ifPresent(told);
        return done.map(Done::shown).orElseGet(Shown.NotGood::new);
    }

    /** The thread first, as whoever answers in it does. */
    private Optional<Asked> asked(Tx tx, PageSecret token) {
        var contact = rows.whose(tx, token);
        var thread = contact.flatMap(each -> threads.of(tx, each));
        thread.ifPresent(each -> threads.lock(tx, each.id()));
        return thread.flatMap(each ->
                rows.of(tx, contact.orElseThrow())
                        .filter(row -> row.getTokenSha256().equals(token.hash()))
                        .map(row -> asked(tx, contact.orElseThrow(), each, row)));
    }

    private Asked asked(Tx tx, ContactId contact, MessageThread thread, PinLinkRecord row) {
        var dialogue = dialogues.dialogue(tx, contact);
        var isThere = dialogue.filter(each -> each.node().equals(row.getNode())).isPresent();
        var isGood = row.getState().equals(OPEN) && row.getExpiresAt().isAfter(clock.instant());
        return new Asked(
                contact,
                thread,
                row,
                isThere && isGood,
                dialogue.map(each -> each.language().tag()).orElse("en"));
    }

    private static Shown open(Asked asked) {
        var thread = asked.thread();
        return new Shown.Open(
                thread.gateway(),
                MaskedWriter.of(thread),
                asked.language(),
                PinTries.left(asked.row()));
    }

    private Shown proved(Tx tx, Asked asked, PageSecret attempt, KeyedPin pin) {
        var shown = tries.of(tx, asked, attempt, pin);
        if (shown instanceof Shown.Failed && asked.isOpen()) {
            end(tx, asked, FAILED);
        }
        return shown;
    }

    private Shown refused(Tx tx, Asked asked) {
        if (asked.row().getState().equals(REFUSED)) {
            return new Shown.Refused();
        }
        if (!asked.isOpen()) {
            return new Shown.NotGood();
        }
        tx.afterCommit(() ->
                LOG.atWarn()
                        .addKeyValue("contactId", asked.contact())
                        .log(
                                "whoever got a link for a PIN does not write there; a"
                                        + " person helps"));
        end(tx, asked, REFUSED);
        return new Shown.Refused();
    }

    /** The flow goes on with whoever writes there, as by a message that nobody sees. */
    private void end(Tx tx, Asked asked, String state) {
        flowMessages.veil(tx, asked.contact());
        asked.row().setState(state);
        asked.row().update();
        var now = clock.instant();
        var byPage = Optional.of(Messages.BY_PAGE);
        var nothing = new Received("", byPage, Optional.empty(), Optional.empty(), now);
        var _ = inbound.receive(tx, asked.thread().id(), nothing, now);
    }
}
