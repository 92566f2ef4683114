package io.recaller.gateway.vk;

import io.recaller.channel.CarriedFiles;
import io.recaller.channel.outbound.Appearance;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Outbound;
import io.recaller.text.TextPieces;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends as a community. What may have been sent although its answer was lost is sent again under
 * the same number, by which VK knows it for an hour. Any thread; blocking.
 */
public final class VkGateway implements Gateway {
    /** VK's own, in UTF-16 units. */
    static final int LONGEST_TEXT = 4096;

    private static final int MOST_PIECES = 64;

    private final VkCommunity community;
    private final VkApi api;
    private final VkUploads uploads;

    public VkGateway(VkCommunity community) {
        this.community = community;
        this.api = new VkApi(community);
        this.uploads = new VkUploads(community, api);
    }

    @Override
    public String name() {
        return community.name();
    }

    @Override
    public CarriedFiles files() {
        return VkUploads.CARRIED;
    }

    @Override
    public String send(Outbound message) throws NotSentException {
        var last = "";
        var part = 0;
        for (var file : message.files()) {
            var arguments = arguments(message, part++);
            arguments.put("attachment", uploads.attachment(message, file));
            last = api.call("messages.send", arguments).asText();
        }
        var isWords = !message.text().isBlank() || !message.buttons().isEmpty();
        if (isWords || message.files().isEmpty()) {
            last = sendWords(message, part);
        }
        return last;
    }

    private String sendWords(Outbound message, int first) throws NotSentException {
        var last = "";
        var pieces =
                new TextPieces(LONGEST_TEXT).of(VkMenu.text(message.text(), message.buttons()));
        for (var i = 0; i < pieces.size(); i++) {
            var arguments = arguments(message, first + i);
            arguments.put("message", pieces.get(i));
            arguments.put("dont_parse_links", "1");
            arguments.put("disable_mentions", "1");
            if (i == pieces.size() - 1 && !message.buttons().isEmpty()) {
                arguments.put("keyboard", VkMenu.keyboard(message.buttons()).toString());
            }
            last = api.call("messages.send", arguments).asText();
        }
        return last;
    }

    private static Map<String, String> arguments(Outbound message, int part) {
        var arguments = new HashMap<String, String>();
        arguments.put("peer_id", message.peer());
        arguments.put("random_id", Integer.toString(number(message.seq(), part)));
        return arguments;
    }

    /** How it looks there: pieces, and keys below the last. */
    public static Appearance appearance(Outbound message) {
        return Appearance.withKeys(
                new TextPieces(LONGEST_TEXT).of(VkMenu.text(message.text(), message.buttons())),
                message.buttons(),
                VkMenu.MOST_KEYS,
                VkMenu.LONGEST_LABEL);
    }

    /** The same for a piece of a message whoever sends it; never 0, which would mean none. */
    static int number(long seq, int piece) {
        return 1 + (int) Math.floorMod(seq * MOST_PIECES + piece, (long) Integer.MAX_VALUE);
    }
}
