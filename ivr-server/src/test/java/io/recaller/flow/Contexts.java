package io.recaller.flow;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of callers in tests: a stranger, and one whose account came by chat. */
public final class Contexts {
    /** A Saturday; Sunday 01:00 in Almaty. */
    public static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    public static final Context STRANGER = Context.plain(NOW, ZoneId.of("Asia/Almaty"));

    private Contexts() {}

    public static Context known(TrustTier trust) {
        return known(trust, Model.of(List.of()));
    }

    /** With a model that knows the flow's topics and has learned nothing yet. */
    public static Context known(TrustTier trust, Flow flow) {
        return known(trust, Model.of(flow.topics()));
    }

    private static Context known(TrustTier trust, Model model) {
        var at = NOW.minus(Duration.ofHours(2));
        var topic = new Topic("outage");
        var chat = new PastContact(at, Channel.CHAT, Nature.INTERACTION, topic);
        var who =
                new Context.Known(
                        Map.of(
                                "account",
                                new KnownField("account", "12345678", "chat", at, true)
                                        .heardFrom(TrustTier.CLAIMED),
                                "card",
                                new KnownField("card", "77", "crm", at, true),
                                "guess",
                                new KnownField("guess", "1", "web", at, TrustTier.UNKNOWN)
                                        .heardFrom(TrustTier.UNKNOWN)),
                        List.of(chat),
                        model.personal(List.of(chat)),
                        List.of(
                                new OpenRequest(
                                        "crm/1",
                                        "fault",
                                        topic,
                                        "new",
                                        at,
                                        TrustTier.CLAIMED,
                                        Map.of("en", "Fault"))),
                        List.of(
                                new ActiveFact(
                                        "net/1",
                                        "outage",
                                        topic,
                                        at,
                                        Optional.empty(),
                                        TrustTier.CLAIMED,
                                        Map.of("en", "An outage")),
                                new ActiveFact(
                                        "shop/1",
                                        "debt",
                                        topic,
                                        at,
                                        Optional.of(NOW),
                                        TrustTier.VERIFIED,
                                        Map.of())),
                        Policy.RECALLER,
                        Map.of());
        return new Context(NOW, STRANGER.zone(), trust, model, Optional.of(who));
    }
}
