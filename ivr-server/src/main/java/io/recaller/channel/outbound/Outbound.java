package io.recaller.channel.outbound;

import io.recaller.message.Author;
import io.recaller.message.Button;
import java.util.List;

/**
 * A message on its way to a gateway.
 *
 * @param seq its place in the order of its thread
 * @param peer the gateway's own id of the other side
 * @param buttons what can be pressed; a gateway without buttons writes them as lines
 * @param author whose words they are: a flow's may be shortened, an agent's not
 * @param files those with it; none where {@link Gateway#files} has none
 */
public record Outbound(
        long seq,
        String peer,
        String text,
        List<Button> buttons,
        Author author,
        List<OutboundFile> files) {
    public Outbound {
        buttons = List.copyOf(buttons);
        files = List.copyOf(files);
    }

    /** Without files. */
    public Outbound(long seq, String peer, String text, List<Button> buttons, Author author) {
        this(seq, peer, text, buttons, author, List.of());
    }

    /** What a flow says. */
    public Outbound(long seq, String peer, String text, List<Button> buttons) {
        this(seq, peer, text, buttons, Author.FLOW);
    }

    /** Without what is written: it may be logged. */
    @Override
    public String toString() {
        return "Outbound[" + seq + "]";
    }
}
