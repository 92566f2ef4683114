package io.recaller.channel;

import io.recaller.message.Button;
import java.util.List;

/**
 * A message on its way to a gateway.
 *
 * @param seq its place in the order of its thread
 * @param peer the gateway's own id of the other side
 * @param buttons what can be pressed; a gateway without buttons writes them as lines
 */
public record Outbound(long seq, String peer, String text, List<Button> buttons) {
    public Outbound {
        buttons = List.copyOf(buttons);
    }

    /** Without what is written: it may be logged. */
    @Override
    public String toString() {
        return "Outbound[" + seq + "]";
    }
}
