package io.recaller.conversation.moving;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.conversation.CallCodes;
import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.Switches.Asked;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.message.FlowMessages;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.Veiled;
import java.time.InstantSource;
import java.util.Optional;

/**
 * From writing to a call: a number and a code are told with what is said next. The writing goes on
 * until they call. Any thread; blocking.
 */
public final class CodeMoves {
    private final Database database;
    private final Optional<StoredCallCodes> codes;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final FlowMessages flowMessages = new FlowMessages();

    /**
     * Over one database.
     *
     * @param codes empty: there are none
     */
    public CodeMoves(Database database, Optional<StoredCallCodes> codes, InstantSource clock) {
        this.database = database;
        this.codes = codes;
        this.clock = clock;
    }

    SwitchOutcome to(Asked asked) {
        return codes.isPresent() && asked.address() instanceof Address.Thread at
                ? database.inTransactionOrAgain(tx ->
                        threads.find(tx, at.gateway(), at.id())
                                .map(thread -> told(tx, thread, asked, codes.get()))
                                .orElse(SwitchOutcome.IMPOSSIBLE))
                : SwitchOutcome.IMPOSSIBLE;
    }

    /** A code that is told already stays the one that is good. */
    private SwitchOutcome told(Tx tx, ThreadId thread, Asked asked, StoredCallCodes made) {
        threads.lock(tx, thread);
        if (flowMessages.isDrafted(tx, thread, asked.contact(), asked.version())) {
            return SwitchOutcome.SENT;
        }
        return made.make(tx, asked.contact())
                .map(code -> {
                    var now = clock.instant();
                    var words =
                            new Veiled(
                                    words(asked, code.veiled()),
                                    words(asked, code),
                                    now.plus(code.within()));
                    flowMessages.draft(tx, thread, asked.contact(), asked.version(), words, now);
                    return SwitchOutcome.SENT;
                })
                .orElse(SwitchOutcome.IMPOSSIBLE);
    }

    private static String words(Asked asked, CallCodes.Code code) {
        var told = new GoingOnWords(asked.dialogue().language()).call(code);
        var isOnAPage = asked.arrival().channel() == Channel.CHAT;
        return isOnAPage ? told + "\n" + code.dial() : told;
    }
}
