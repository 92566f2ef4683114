package io.recaller.cli.simulate;

import io.recaller.channel.inbound.WrittenRehearsal;
import io.recaller.channel.inbound.WrittenRehearsal.Standing;
import io.recaller.channel.outbound.Outbound;
import io.recaller.message.Author;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Somebody who writes, at the terminal: what they would see in that channel. One contact.
 *
 * @param waits says in words what they wait for, once they do
 */
record SimulatedThread(
        WrittenChannel channel,
        WrittenRehearsal rehearsal,
        Supplier<String> waits,
        KeyScript written,
        Transcript transcript) {
    /** Runs until an agent is waited for, it is over, or nothing more is written. */
    void run() {
        var standing = channel.opens() ? answer("") : Standing.ASKED;
        while (standing == Standing.ASKED && !transcript.isCutOff()) {
            var next = written.next();
            if (next.isEmpty()) {
                transcript.ended("quiet", "nothing more is written");
                return;
            }
            next.filter(words -> !words.isEmpty()).ifPresent(transcript::wrote);
            standing = answer(next.get());
        }
        end(standing);
    }

    private Standing answer(String words) {
        var answer = rehearsal.write(words);
        if (!answer.text().isBlank() || !answer.buttons().isEmpty()) {
            var message =
                    new Outbound(1, channel.name(), answer.text(), answer.buttons(), Author.FLOW);
            transcript.read(channel.looks().apply(message));
        }
        return answer.standing();
    }

    private void end(Standing standing) {
        switch (standing) {
            case ASKED -> {}
            case WAITS -> transcript.ended("hand-off", waits.get());
            case OVER -> transcript.ended("end", "the contact is over");
        }
    }

    /** Each of these as a message. */
    static KeyScript messages(Iterable<String> written) {
        var each = written.iterator();
        return () -> each.hasNext() ? Optional.of(each.next().strip()) : Optional.empty();
    }
}
