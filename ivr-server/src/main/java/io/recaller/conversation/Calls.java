package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.EndReason;
import io.recaller.flow.Input;
import io.recaller.flow.Turn;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves calls, each from its arrival to the hang-up or the queue. Any thread may use it. */
public final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

    private final Conversations conversations;
    private final Consumer<ContactId> queued;

    /**
     * Serves what {@code conversations} begins.
     *
     * @param queued told after a contact's place in the queue is written
     */
    public Calls(Conversations conversations, Consumer<ContactId> queued) {
        this.conversations = conversations;
        this.queued = queued;
    }

    /**
     * Returns when the call is over, waits in the queue, or is left to the ring group. Whatever is
     * thrown, the end is written down first; the door then leads the caller to a person.
     *
     * @throws HangupException when the caller is gone
     * @throws LineLostException when this server stops and another goes on with the call
     */
    public void serve(Line line, Arrival arrival) {
        var talk = conversations.arrive(arrival);
        if (talk.isEmpty()) {
            LOG.atError()
                    .addKeyValue("dialled", arrival.dialled())
                    .log("no flow for this number; add it to numbers in the settings");
            line.ringGroup();
            return;
        }
        serve(line, talk.get());
    }

    private void serve(Line line, Talk talk) {
        try {
            line.carry(talk.contact());
            var turn = Optional.of(talk.turn());
            while (turn.isPresent()) {
                turn = take(line, talk, turn.get());
            }
        } catch (HangupException hangup) {
            talk.hungUp();
            throw hangup;
        } catch (LineLostException left) {
            throw left;
        } catch (SupersededException _) {
            LOG.atInfo().addKeyValue("contactId", talk.contact()).log("served elsewhere now");
        } catch (RuntimeException failure) {
            talk.finish(EndReason.RING_GROUP);
            throw failure;
        }
    }

    /** Renders one turn; empty when the line was given away. */
    private Optional<Turn> take(Line line, Talk talk, Turn turn) {
        return switch (turn) {
            case Turn.Say say -> {
                line.play(say.speech());
                yield Optional.of(talk.next(new Input.Said()));
            }
            case Turn.Choose menu -> {
                talk.reading(menu);
                yield Optional.of(talk.chosen(menu, line.choose(menu)));
            }
            case Turn.Ask ask -> Optional.of(talk.next(line.ask(ask).input()));
            case Turn.Verify verify -> {
                var keys = line.verify(verify).input();
                yield Optional.of(line.whileThinking(() -> talk.proven(keys)));
            }
            case Turn.LookUp lookUp -> {
                line.play(lookUp.meanwhile());
                yield Optional.of(talk.next(line.whileThinking(() -> talk.answer(lookUp))));
            }
            case Turn.HandOff handOff -> handOff(line, talk, handOff);
            case Turn.End end -> {
                line.play(end.speech());
                talk.finish(EndReason.SELF_SERVED);
                line.hangUp();
                yield Optional.empty();
            }
        };
    }

    private Optional<Turn> handOff(Line line, Talk talk, Turn.HandOff handOff) {
        line.play(handOff.speech());
        if (talk.handOff(handOff)) {
            line.waitForAgent();
            queued.accept(talk.contact());
        } else {
            line.ringGroup();
            talk.finish(EndReason.RING_GROUP);
        }
        return Optional.empty();
    }
}
