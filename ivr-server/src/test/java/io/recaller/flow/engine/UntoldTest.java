package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.PastOrder;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Two callers who differ only in what they may not hear, hear the same in the same order. */
final class UntoldTest {
    private static final String NEUTRAL = "Your recent request: star.";
    private static final List<String> TOPICS =
            List.of("internet", "outage", "mobile", "billing", "billing.tv", "moving");
    private static final List<String> ORDER =
            List.of("debt", "moving", "tv", "bill", "mobile", "internet");

    private final Flow flow =
            Flows.flow(
                    """
                    flow: test
                    languages: [en]
                    start: main
                    person: person
                    verify: pin
                    nodes:
                      main:
                        menu:
                          options:
                            internet: {key: 1, topics: [internet, outage], say: {en: "internet"}, next: sub}
                            mobile: {key: 2, topics: [mobile], say: {en: "your mobile"}, next: person}
                            bill: {key: 3, topics: [billing], say: {en: "the bill"}, next: person}
                            tv: {key: 4, topics: [billing.tv], say: {en: "television"}, next: person}
                            debt: {key: 5, topics: [debt], sensitive: verified, say: {en: "paying in parts"}, next: person}
                            moving: {key: 6, topics: [moving], say: {en: "moving house"}, next: person}
                          offers:
                            hidden:
                              about: request
                              topics: [outage, billing, mobile]
                              say: {en: "About {text}: star."}
                              neutral: {en: "Your recent request: star."}
                              next: fix
                            parcel:
                              about: fact
                              topics: [moving]
                              tier: claimed
                              say: {en: "Your parcel: star."}
                              next: fix
                      sub:
                        menu:
                          options:
                            slow: {key: 2, topics: [internet], say: {en: "slow, or not as quick as it should be, or only in the evening"}, next: person}
                            outage: {key: 1, topics: [outage], say: {en: "no connection at all, not even after the router was off for a minute"}, next: ask}
                            locked: {key: 3, topics: [mobile.locked], sensitive: attested, say: {en: "locked"}, next: person}
                      ask:
                        say: {en: "We need to know who you are and which line it is, so please have both of them ready now."}
                        next: fix
                      fix:
                        tier: verified
                        form:
                          account: {digits: 8, say: {en: "Account?"}}
                        next: person
                      pin: {verify: {digits: 4, say: {en: "PIN?"}}}
                      person: {hand_off: {}}
                    """);

    @Property(tries = 500)
    void whatTheyMayNotHearMovesNothing(
            @ForAll("pasts") List<PastContact> told,
            @ForAll("facts") List<ActiveFact> facts,
            @ForAll("untoldPasts") List<PastContact> untold,
            @ForAll("untoldRequests") List<OpenRequest> requests,
            @ForAll boolean hadProvedOnce) {
        var plain = who(told, List.of(), facts, Map.of());
        var more =
                who(
                        Stream.concat(untold.stream(), told.stream()).toList(),
                        requests,
                        Stream.concat(facts.stream(), requests.stream().map(UntoldTest::fact))
                                .toList(),
                        hadProvedOnce
                                ? Map.of("main", List.of(new PastOrder(TrustTier.VERIFIED, ORDER)))
                                : Map.of());

        assertThat(heard(more)).isEqualTo(heard(plain));
    }

    /** The case in which it was seen: the option of a hidden request was read last. */
    @Example
    void afterANeutralOfferTheOptionItIsAboutStaysWhereItWas() {
        var past = Stream.generate(() -> past("outage", 30)).limit(20).toList();
        var request = request("outage", TrustTier.VERIFIED, 1);

        var words = words(who(past, List.of(request), List.of(), Map.of()));

        assertThat(words).startsWith(NEUTRAL + " | For internet, press one.");
    }

    @Example
    void anOrderHeardAtTheSameTrustIsKeptWhenItIsNearlyAsGood() {
        var past = List.<PastContact>of();
        var order = List.of("mobile", "internet", "bill", "tv", "debt", "moving");
        var orders = Map.of("main", List.of(new PastOrder(TrustTier.CLAIMED, order)));

        assertThat(words(who(past, List.of(), List.of(), orders)))
                .startsWith("For your mobile, press two.");
    }

    private String heard(Context context) {
        return words(context).replace(NEUTRAL + " | ", "");
    }

    private String words(Context context) {
        var planning = Planning.predicted(new Planner(Rules.defaults()));
        var talk = new Talk(flow, "en", context, planning);
        return talk.words() + " || " + talk.keys("1").words();
    }

    private Context who(
            List<PastContact> history,
            List<OpenRequest> requests,
            List<ActiveFact> facts,
            Map<String, List<PastOrder>> orders) {
        var model = Model.of(flow.topics());
        var known =
                new Context.Known(
                        Map.of(),
                        history,
                        model.personal(history),
                        requests,
                        facts,
                        Policy.RECALLER,
                        orders);
        return new Context(
                Contexts.NOW,
                Contexts.STRANGER.zone(),
                TrustTier.CLAIMED,
                model,
                Optional.of(known));
    }

    @Provide
    Arbitrary<List<PastContact>> pasts() {
        return pasts(TOPICS);
    }

    /** About what only a sensitive option serves. */
    @Provide
    Arbitrary<List<PastContact>> untoldPasts() {
        return pasts(List.of("debt", "debt.old", "mobile.locked"));
    }

    private static Arbitrary<List<PastContact>> pasts(List<String> topics) {
        return Combinators.combine(Arbitraries.of(topics), Arbitraries.integers().between(1, 900))
                .as(UntoldTest::past)
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<ActiveFact>> facts() {
        return Arbitraries.of(TOPICS)
                .map(topic -> fact(topic, TrustTier.CLAIMED))
                .list()
                .ofMaxSize(2);
    }

    @Provide
    Arbitrary<List<OpenRequest>> untoldRequests() {
        return Combinators.combine(
                        Arbitraries.of(TOPICS),
                        Arbitraries.of(TrustTier.ATTESTED, TrustTier.VERIFIED),
                        Arbitraries.integers().between(1, 400))
                .as(UntoldTest::request)
                .list()
                .ofMaxSize(3);
    }

    private static PastContact past(String topic, int hoursAgo) {
        return new PastContact(
                Contexts.NOW.minus(Duration.ofHours(hoursAgo)),
                Channel.CHAT,
                Nature.INTERACTION,
                new Topic(topic));
    }

    private static OpenRequest request(String topic, TrustTier tier, int hoursAgo) {
        return new OpenRequest(
                "crm/1",
                "repair",
                new Topic(topic),
                "new",
                Contexts.NOW.minus(Duration.ofHours(hoursAgo)),
                tier,
                Map.of("en", "the line"));
    }

    private static ActiveFact fact(OpenRequest request) {
        return fact(request.topic().id(), request.tier());
    }

    private static ActiveFact fact(String topic, TrustTier tier) {
        return new ActiveFact(
                "shop/1",
                "order",
                new Topic(topic),
                Contexts.NOW.minus(Duration.ofHours(3)),
                Optional.empty(),
                tier,
                Map.of());
    }
}
