package io.recaller.asterisk.agi;

import io.recaller.asterisk.Printable;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.db.Storable;
import io.recaller.flow.Patience;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few FastAGI commands we need, with their replies checked: a hang-up is always a {@link
 * HangupException}, or a {@link LineLostException} once this server stops. Digits are in no
 * message. One thread uses it.
 */
final class AgiSession {
    /**
     * Asterisk before 22.6 and 20.16 takes a command line for two where it has more bytes
     * (res_agi.c, AGI_BUF_LEN, 2048 with the line's end), and would run the rest of a name as a
     * command.
     */
    private static final int LONGEST_LINE = 2000;

    /** Characters of at most three bytes that fit with all that stands around them. */
    private static final int SURELY_FITS = (LONGEST_LINE - 200) / 3;

    private static final Logger LOG = LoggerFactory.getLogger(AgiSession.class);

    private static final Duration DAY = Duration.ofDays(1);

    private static final Optional<Duration> LONG = Optional.of(DAY);

    private static final String READ = "Read";

    private static final String CONTACT = "RECALLER_CONTACT";

    private static final String LONGEST_CONTACT = new UUID(0, 0).toString();

    private static final String LIMIT = "TIMEOUT(absolute)";

    private static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);

    /** The result of GET FULL VARIABLE where there is one. */
    private static final int HAS_VALUE = 1;

    private final AgiChannel channel;
    private final BooleanSupplier abandoned;
    private final TakenKeys keys = new TakenKeys(this);
    private String telephone;
    private Patience patience = NONE;
    private Optional<Watch> watch = Optional.empty();
    private CallLimit limit = new CallLimit(OptionalInt.empty());

    /** Whether the dialplan's subroutine for reading takes a contact. */
    private boolean hearsContact;

    /** What the dialplan is still to be told. */
    private Optional<Carried> carried = Optional.empty();

    /** What goes out with the next command, before it. */
    private final List<CommandLine> untold = new ArrayList<>();

    /**
     * @param telephone the channel's unique id, as the call came
     * @param abandoned whether a broken connection is our own doing
     */
    AgiSession(AgiChannel channel, String telephone, BooleanSupplier abandoned) {
        this.channel = channel;
        this.telephone = telephone;
        this.abandoned = abandoned;
    }

    /**
     * Answers the call and expands an expression then. On a call that is answered already it does
     * no more than that.
     *
     * @param meanwhile done by this thread while Asterisk answers
     */
    String answered(String expression, Runnable meanwhile) {
        answer(CommandLine.answer().before(CommandLine.get(expression)), meanwhile);
        return answer();
    }

    /** As above, and expands nothing. */
    void answered(Runnable meanwhile) {
        answer(CommandLine.answer(), meanwhile);
    }

    /** Asterisk needs as long as the caller's telephone: who it is, is read then, not before. */
    private void answer(CommandLine answering, Runnable meanwhile) {
        if (untold.isEmpty()) {
            untold.add(CommandLine.nothing());
        }
        var last = untold.removeLast();
        checked("SET VARIABLE", () -> send(last.beforeLong(answering)));
        meanwhile.run();
        checked("ANSWER", () -> channel.sendCommand(CommandLine.SENT));
    }

    /**
     * The dialplan limits a server that says nothing at the beginning of a visit. That is lifted,
     * or, where the dialplan can watch over all of it, becomes the limit of each pause: with the
     * next command.
     */
    void begin(Visit visit) {
        limit = new CallLimit(visit.secondsLeft());
        if (limit.isKnown()) {
            watch = visit.watch().stream().mapToObj(Watch::new).findAny();
            var most = watch.map(Watch::seconds).orElse(Integer.MAX_VALUE);
            setSoon(LIMIT, Integer.toString(Math.min(limit.whole(), most)));
        }
        hearsContact = watch.isPresent() && visit.hearsContact();
    }

    /** A contact that the dialplan is to be told, and what is done as it is. */
    private record Carried(String contact, Runnable told) {}

    /**
     * The call carries this contact from the next command on: by the first turn, if that is it.
     *
     * @param told done right before that command goes out, and must not block
     */
    void carry(String contact, Runnable told) {
        carried = Optional.of(new Carried(contact, told));
    }

    /** How long is waited for the first key and between keys, from the next reading on. */
    void patience(Patience wanted) {
        if (!wanted.equals(patience)) {
            patience = wanted;
            if (watch.isEmpty()) {
                setPatience();
            }
        }
    }

    /** Read's own timeout is one for both waits, so the channel's two are set instead. */
    private void setPatience() {
        set("TIMEOUT(response)", seconds(patience.firstDigit()));
        set("TIMEOUT(digit)", seconds(patience.interDigit()));
    }

    /** Sets a channel variable or writes a dialplan function; control characters are dropped. */
    void set(String name, String value) {
        checked("SET VARIABLE " + name, () -> send(CommandLine.set(name, Printable.of(value))));
    }

    /** As {@link #set}, in one go with the next command: nobody waits for it twice. */
    private void setSoon(String name, String value) {
        untold.add(CommandLine.set(name, Printable.of(value)));
    }

    /** Sets now what was to be set soon, where the next command may be long in coming. */
    void tell() {
        tellContact();
        if (!untold.isEmpty()) {
            var command = untold.removeLast();
            checked("SET VARIABLE", () -> send(command));
        }
    }

    private void tellContact() {
        takeCarried().ifPresent(contact -> setSoon(CONTACT, contact));
    }

    private Optional<String> takeCarried() {
        var now = carried;
        carried = Optional.empty();
        now.ifPresent(it -> it.told().run());
        return now.map(Carried::contact);
    }

    /** The answer to the command itself; where one before it is refused it is not carried out. */
    private AgiReply send(CommandLine command) throws AgiException {
        tellContact();
        if (untold.isEmpty()) {
            return channel.sendCommand(command);
        }
        var all = untold.stream().reduce(CommandLine::before).orElseThrow().before(command);
        var answers = untold.size();
        untold.clear();
        var _ = channel.sendCommand(all);
        for (var i = 1; i < answers; i++) {
            var _ = channel.sendCommand(CommandLine.SENT);
        }
        return channel.sendCommand(CommandLine.SENT);
    }

    /** Expands a dialplan expression: one value at a time, for a value may hold anything. */
    String get(String expression) {
        return answer(CommandLine.get(expression));
    }

    /** The answer to what was asked last, where that went out by itself. */
    String answer() {
        return answer(CommandLine.SENT);
    }

    private String answer(CommandLine question) {
        try {
            var reply = send(question);
            var value = reply.getResultCode() == HAS_VALUE ? reply.getExtra() : null;
            return value == null ? "" : Storable.mended(value);
        } catch (AgiException e) {
            throw failed("GET FULL VARIABLE", e);
        }
    }

    /**
     * Plays files one after another and reads keys until there are enough, {@code #}, or silence.
     *
     * @param files joined by {@code &}; may be empty
     * @param silence ends it, before the first key as well as between keys; empty takes the
     *     channel's {@code TIMEOUT(response)} and {@code TIMEOUT(digit)}
     */
    Pressed read(String files, int maxKeys, Optional<Duration> silence) {
        // Asterisk's own word, digits and id: there is no stranger's text in them.
        var question = CommandLine.get("${READSTATUS}|${" + keys.expression() + "}|${UNIQUEID}");
        if (watch.isPresent() && Watch.canName(files)) {
            var command = watched(files, maxKeys, silence).before(question);
            checked("GOSUB", () -> send(command));
        } else {
            readUnwatched(files, maxKeys, silence, question);
        }
        var result = answer().split("\\|", 3);
        var pressed = result.length > 1 ? result[1] : "";
        if (result.length > 2 && !result[2].isEmpty()) {
            telephone = result[2];
        }
        return switch (result[0]) {
            case "OK" -> new Pressed(keys.of(pressed), true);
            case "TIMEOUT", "INTERRUPTED" -> new Pressed(keys.of(pressed), false);
            case "HANGUP" -> throw hangUp();
            // A reading that failed on a channel that lives; on a dead one the question throws.
            default -> {
                checked("CHANNEL STATUS", () -> channel.getChannelStatus());
                throw new IllegalStateException("Read ended with " + result[0]);
            }
        };
    }

    /** Keys pressed between two commands are heard from now on, while this silence is played. */
    void listen(String silence) {
        var _ = heard(CommandLine.listen(silence));
    }

    /** Each is told once. Costs no question to Asterisk. */
    Heard heard() {
        return heard(CommandLine.HEARD);
    }

    /** As above, just before a command: where nothing was pressed it can go out at once. */
    String hush() {
        return heard(CommandLine.HUSH).keys();
    }

    private Heard heard(CommandLine question) {
        try {
            return Heard.of(channel.sendCommand(question).getExtra());
        } catch (AgiException e) {
            throw failed("what was heard", e);
        }
    }

    /**
     * Records into a file, and returns when Asterisk has closed it: it tells the end of a recording
     * before that (res_agi.c, handle_recordfile).
     *
     * @param path without ending
     * @return whether the line is still there
     * @throws LineLostException when Asterisk cannot write the file: it goes on without us
     */
    boolean record(String path, String format, Duration longest, Duration silence) {
        lift(longest);
        var command = CommandLine.record(path, format, longest, Math.max(1, silence.toSeconds()));
        try {
            recorded(command);
            lift(Duration.ZERO);
            checked("CHANNEL STATUS", () -> channel.getChannelStatus());
            return true;
        } catch (HangupException _) {
            return false;
        }
    }

    /** Asterisk leaves a server whose file it cannot write (res_agi.c, "writefile"). */
    private void recorded(CommandLine command) {
        try {
            if ("writefile".equals(send(command).getExtra())) {
                LOG.atError()
                        .log(
                                "Asterisk cannot write what a caller says: it must see the folder"
                                        + " prompts/personal/messages and be in its group");
                throw new LineLostException(LineLostException.Where.DIALPLAN);
            }
        } catch (AgiException e) {
            throw failed("RECORD FILE", e);
        }
    }

    /** The limit of a pause, after something that takes this long by itself. */
    private void lift(Duration working) {
        watch.ifPresent(watched -> {
            var most = working.plusSeconds(watched.seconds()).toSeconds();
            set(LIMIT, Long.toString(limit.left(most)));
        });
    }

    /**
     * The unique id of the channel when it was last read from: that of the telephone, which is
     * another one once a transfer has swapped another into this place in the dialplan.
     */
    String telephone() {
        return telephone;
    }

    private CommandLine watched(String files, int maxKeys, Optional<Duration> silence) {
        return hearsContact
                ? takeCarried()
                        .map(it -> Watch.readFirst(files, maxKeys, silence, patience, it))
                        .orElseGet(() -> Watch.read(files, maxKeys, silence, patience))
                : Watch.read(files, maxKeys, silence, patience);
    }

    private void readUnwatched(
            String files, int maxKeys, Optional<Duration> silence, CommandLine question) {
        if (watch.isPresent()) {
            watch = Optional.empty();
            set(LIMIT, Integer.toString(limit.whole()));
            setPatience();
        }
        var command = CommandLine.exec(READ, arguments(files, maxKeys, silence)).before(question);
        checked("EXEC Read", () -> send(command));
    }

    private static String arguments(String files, int maxKeys, Optional<Duration> silence) {
        var limit = silence.map(time -> "," + seconds(time)).orElse("");
        return TakenKeys.PICK + "," + files + "," + maxKeys + ",n,1" + limit;
    }

    /** Whether one command can name so many files. */
    static boolean fits(String files) {
        if (files.length() < SURELY_FITS) {
            return true;
        }
        var longest = arguments(files, Integer.MAX_VALUE, LONG);
        var watched =
                Watch.readFirst(
                        files, Integer.MAX_VALUE, LONG, new Patience(DAY, DAY), LONGEST_CONTACT);
        return CommandLine.exec(READ, longest).isShorterThan(LONGEST_LINE)
                && watched.isShorterThan(LONGEST_LINE);
    }

    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).toPlainString();
    }

    private void checked(String command, Command call) {
        try {
            call.run();
        } catch (AgiException e) {
            throw failed(command, e);
        }
    }

    private RuntimeException failed(String command, AgiException e) {
        if (!(e instanceof AgiHangupException || e instanceof AgiNetworkException)) {
            return new IllegalStateException("Asterisk refused " + command, e);
        }
        return abandoned.getAsBoolean()
                ? new LineLostException(LineLostException.Where.ELSEWHERE)
                : hangUp();
    }

    private HangupException hangUp() {
        return new HangupException(limit.hangUp());
    }

    /**
     * What one {@code Read} brought.
     *
     * @param keys digits and {@code *}
     * @param complete ended by enough keys or by {@code #}, not by silence
     */
    record Pressed(String keys, boolean complete) {
        @Override
        public String toString() {
            return "Pressed[" + keys.length() + ", complete=" + complete + "]";
        }
    }

    @FunctionalInterface
    private interface Command {
        void run() throws AgiException;
    }
}
