package io.recaller.gateway.web;

import io.recaller.message.file.Attachment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message of a chat, as its visitor may see it.
 *
 * @param seq its place in the order of the chat
 * @param from {@code me} (the visitor), {@code flow} or {@code agent}
 * @param name of that agent
 * @param client the id that the visitor's page gave it
 * @param state how far it got
 * @param isReceipted whether nothing more will become of it
 * @param files what came with it, in order
 */
public record ChatLine(
        long seq,
        Instant at,
        String from,
        Optional<String> name,
        String text,
        List<Choice> buttons,
        Optional<String> client,
        String state,
        boolean isReceipted,
        List<Attachment> files) {
    static final String ME = "me";

    public ChatLine {
        buttons = List.copyOf(buttons);
        files = List.copyOf(files);
    }

    /** Without files. */
    public ChatLine(
            long seq,
            Instant at,
            String from,
            Optional<String> name,
            String text,
            List<Choice> buttons,
            Optional<String> client,
            String state,
            boolean isReceipted) {
        this(seq, at, from, name, text, buttons, client, state, isReceipted, List.of());
    }

    /** A button. */
    public record Choice(String key, String label) {}

    boolean isOurs() {
        return !from.equals(ME);
    }

    /** Whether there is anything to show: opening the window is a line too. */
    boolean isShown() {
        return !text.isEmpty() || !buttons.isEmpty() || !files.isEmpty() || client.isPresent();
    }

    /** Whether it is on its way to a page. */
    boolean isUndelivered() {
        return state.equals("queued") || state.equals("sent");
    }

    /** Without what was written: it may be logged. */
    @Override
    public String toString() {
        return "ChatLine[" + seq + ", " + from + ", " + state + "]";
    }
}
