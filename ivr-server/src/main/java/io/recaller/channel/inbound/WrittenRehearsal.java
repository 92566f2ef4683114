package io.recaller.channel.inbound;

import io.recaller.channel.GatewayPlan.Answers;
import io.recaller.channel.Said;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.SelfService;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.speech.Language;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the flow answers somebody who writes, by the same steps, without rows. One thread. */
public final class WrittenRehearsal {
    private static final ThreadId THREAD = new ThreadId(new UUID(0, 1));

    private final SelfService service;
    private final Answers answers;
    private final Supplier<Optional<ZonedDateTime>> opens;
    private final Function<PinPages.Asked, String> asking;
    private final PinPages pins;
    private final Said said = new Said();
    private long messages;
    private boolean hasSaid;

    /**
     * Of a contact that has just begun.
     *
     * @param answers how much is said
     * @param opens when the queue opens that it waits in, asked once it does; empty: it is open
     * @param pins where it is proved who they are
     * @param asking how they are told so
     */
    public WrittenRehearsal(
            SelfService service,
            Answers answers,
            Supplier<Optional<ZonedDateTime>> opens,
            PinPages pins,
            Function<PinPages.Asked, String> asking) {
        this.pins = pins;
        this.asking = asking;
        this.service = service;
        this.answers = answers;
        this.opens = opens;
    }

    /** How the contact stands after an answer. */
    public enum Standing {
        /** The flow waits for the next message. */
        ASKED,
        /** It waits for an agent. */
        WAITS,
        OVER
    }

    /**
     * What is sent; blank without buttons: nothing.
     *
     * @param ahead what is a message of its own before it
     */
    public record Answer(List<String> ahead, String text, List<Button> buttons, Standing standing) {
        public Answer {
            ahead = List.copyOf(ahead);
            buttons = List.copyOf(buttons);
        }
    }

    /** What differs there from any other channel, as it is there. */
    public WrittenRehearsal on(Channel channel) {
        said.isApart = channel == Channel.SMS;
        return this;
    }

    /** Answers a message; an empty one only begins. */
    public Answer write(String text) {
        var message =
                new ThreadMessage(
                        ++messages,
                        THREAD,
                        Optional.empty(),
                        Author.CUSTOMER,
                        Optional.empty(),
                        text,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        MessageState.RECEIVED,
                        "",
                        Instant.EPOCH);
        var isFirst = !hasSaid;
        hasSaid |= !text.isBlank();
        new Exchange(service, said, answers, pins).answer(message, () -> isFirst);
        return said.taken();
    }

    /** Keeps what is said until it is taken. */
    private final class Said implements Outlet {
        private final List<String> parts = new ArrayList<>();
        private final List<String> ahead = new ArrayList<>();
        private List<Button> buttons = List.of();

        /** Nothing cuts a link off. */
        private boolean isApart;

        private Standing standing = Standing.ASKED;

        Answer taken() {
            var answer = new Answer(ahead, together(), buttons, standing);
            ahead.clear();
            buttons = List.of();
            return answers == Answers.NONE
                    ? new Answer(List.of(), "", List.of(), standing)
                    : answer;
        }

        private String together() {
            parts.removeIf(String::isBlank);
            var words = String.join("\n", parts);
            parts.clear();
            return words;
        }

        @Override
        public void draft(SelfService from, String words) {
            parts.add(words);
        }

        @Override
        public void answering(
                ContactId contact, long version, ThreadMessage message, boolean isSecret) {}

        @Override
        public void asks(ThreadMessage message, SelfService from, TurnText written) {
            parts.add(written.text());
            buttons = written.buttons();
        }

        @Override
        public void asksToProve(
                ThreadMessage message,
                SelfService from,
                String before,
                PinPages.Asked asked,
                boolean isGuess) {
            parts.add(before);
            if (isApart) {
                ahead.add(together());
            }
            parts.add(asking.apply(asked));
            buttons = List.of();
        }

        @Override
        public void last(ThreadMessage message, ContactId contact) {
            standing = Standing.OVER;
        }

        @Override
        public void givenToPeople(ThreadMessage message, ContactId contact, Language language) {
            var words =
                    answers == Answers.MENU
                            ? WaitHere.in(language, opens.get())
                            : WaitHere.receipt(language);
            parts.add(words.text());
            standing = Standing.WAITS;
        }
    }
}
