package io.recaller.conversation.dialogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.Unserved;

/** How a contact ended, as the spool keeps it. */
final class EndedJson {
    private EndedJson() {}

    static void write(ObjectNode to, Ended ended) {
        to.putObject("ended")
                .put("result", ended.result().slug())
                .put("by", ended.by().slug())
                .put("place", ended.place().slug())
                .put("why", ended.why().slug());
    }

    /**
     * @throws IllegalArgumentException when there is no such end
     */
    static Ended read(JsonNode end) {
        var ended = end.path("ended");
        return ended.isMissingNode()
                ? older(end.path("reason").asText())
                : Ended.of(
                                ended.path("result").asText(),
                                ended.path("by").asText(),
                                ended.path("place").asText(),
                                ended.path("why").asText())
                        .orElseThrow(() -> new IllegalArgumentException("no such end"));
    }

    /** Before there were reasons: only the loop over a call kept ends, so most is known of them. */
    private static Ended older(String reason) {
        return switch (reason) {
            case "SELF_SERVED" -> new Ended.SelfServed();
            case "CALLER_HUNG_UP" ->
                    new Ended.Unfinished(Ended.Unfinished.Within.MENU, Parting.OfLine.HUNG_UP);
            case "ABANDONED" -> new Ended.Abandoned(false, Parting.OfLine.HUNG_UP);
            case "SERVED" -> new Ended.Served(Parting.OfLine.LOST);
            case "RING_GROUP" -> new Ended.RingGroup(Unserved.QUEUE_UNWRITTEN);
            default -> throw new IllegalArgumentException("no such end");
        };
    }
}
