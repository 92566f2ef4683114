package io.recaller.cli.simulate;

import io.recaller.channel.inbound.WrittenRehearsal;
import io.recaller.channel.inbound.WrittenRehearsal.Standing;
import io.recaller.channel.outbound.Outbound;
import io.recaller.message.Author;
import io.recaller.message.Button;
import java.util.List;
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
        answer.ahead().forEach(each -> show(each, List.of()));
        show(answer.text(), answer.buttons());
        return answer.standing();
    }

    private void show(String text, List<Button> buttons) {
        if (!text.isBlank() || !buttons.isEmpty()) {
            var message = new Outbound(1, channel.name(), text, buttons, Author.FLOW);
            transcript.read(channel.looks().apply(message));
        }
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
