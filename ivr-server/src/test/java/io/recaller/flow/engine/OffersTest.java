package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.PastOffer;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Context;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Proposal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OffersTest {
    private static final Instant NOW = Contexts.NOW;
    private static final Instant FRIDAY = NOW.minus(Duration.ofDays(1));

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
                            internet: {key: 1, topics: [internet, outage], say: {en: "internet"}, next: internet}
                            more: {key: 2, say: {en: "more"}, next: more}
                          offers:
                            repair:
                              about: request
                              topics: [outage]
                              kinds: [repair]
                              say: {en: "About {text}, {status} since {opened, date, ::EEEE}: star."}
                              neutral: {en: "Your request: star."}
                              next: fix
                            parcel:
                              about: fact
                              topics: [order]
                              tier: claimed
                              when: "hour < 12"
                              say: {en: "Your parcel: star."}
                              next: person
                            chat:
                              about: contact
                              topics: [billing]
                              channels: [chat]
                              within: 12h
                              tier: claimed
                              say: {en: "Your chat: star."}
                              next: person
                      more:
                        menu:
                          options:
                            back: {key: 1, say: {en: "back"}, next: main}
                            deep: {key: 2, say: {en: "deep"}, next: person}
                          offers:
                            again: {about: request, topics: [outage], neutral: {en: "More: star."}, say: {en: "More: star."}, next: fix}
                      internet:
                        menu:
                          options:
                            outage: {key: 1, topics: [outage], say: {en: "outage"}, next: fix}
                      fix:
                        tier: verified
                        form:
                          account: {digits: 8, prefill: account, confirm: true, say: {en: "Account?"}, confirm_say: {en: "{last4}?"}}
                          floor: {digits: {min: 1, max: 2}, say: {en: "Floor?"}}
                        next: twice
                      twice:
                        form:
                          street: {digits: 4, prefill: street, confirm: true, say: {en: "Street?"}, confirm_say: {en: "Street {street}?"}}
                        next: person
                      pin: {verify: {digits: 4, say: {en: "PIN?"}}}
                      person: {hand_off: {}}
                    """);

    @Test
    void theOfferIsAskedBeforeTheListAndStarLeadsPastTheProofWithFieldsFilled() {
        var talk = talk(who(TrustTier.CLAIMED, request("repair", FRIDAY, TrustTier.CLAIMED)));
        assertThat(talk.words())
                .isEqualTo("Your request: star. | For more, press two. | For internet, press one.");

        talk.keys("*");
        assertThat(talk.words()).isEqualTo("PIN?");
        talk.now(who(TrustTier.VERIFIED, request("repair", FRIDAY, TrustTier.CLAIMED)));
        talk.gives(new Input.Proof(Input.Verdict.ACCEPTED));

        assertThat(talk.words()).isEqualTo("Floor?");
        assertThat(talk.dialogue().data()).containsEntry("account", "12345678");
        assertThat(talk.dialogue().data()).containsKey("prefilled.account");
        assertThat(talk.path()).containsExactly("main", "main=*repair", "pin", "fix");
        talk.keys("3");
        assertThat(talk.words())
                .as("a yes stands for one form only")
                .isEqualTo("Street | one | two | three | four");
    }

    @Test
    void anyDigitDeclinesItAndIsEnteredAtOnceWithItsReadBack() {
        var talk = talk(who(TrustTier.VERIFIED, request("repair", FRIDAY, TrustTier.CLAIMED)));

        talk.keys("1").keys("1");

        assertThat(talk.words()).isEqualTo("five | six | seven | eight");
        assertThat(talk.path())
                .containsExactly("main", "main=internet", "internet", "internet=outage", "fix");
    }

    @Test
    void aRetryAsksTheSameAgainAndNoOtherMenuOfTheCallAsksAnything() {
        var talk = talk(who(TrustTier.CLAIMED, request("repair", FRIDAY, TrustTier.CLAIMED)));
        var offer = ((Turn.Choose) talk.turn()).layout().offer();

        talk.silence();
        assertThat(talk.words()).contains("Your request: star. | For more");
        assertThat(((Turn.Choose) talk.turn()).layout().offer()).isEqualTo(offer).isPresent();

        talk.keys("2");
        assertThat(talk.words()).isEqualTo("For back, press one. | For deep, press two.");
        talk.keys("*");
        assertThat(talk.node()).as("a star without an offer is no match").isEqualTo("more");
        talk.keys("1");
        assertThat(talk.words()).startsWith("For internet");
        talk.keys("*");
        assertThat(talk.node()).as("the offer of the first visit is over").isEqualTo("main");
    }

    @Test
    void anOfferBehindWhichNothingIsAnyMoreIsNotReadButAStarPressedForItCounts() {
        var talk = talk(who(TrustTier.VERIFIED, request("repair", FRIDAY, TrustTier.CLAIMED)));

        talk.now(who(TrustTier.VERIFIED));
        talk.returns();
        assertThat(talk.words()).startsWith("For more");
        talk.keys("*");

        assertThat(talk.node()).isEqualTo("fix");
    }

    @ParameterizedTest(name = "a caller {0}, a {1} for {2}, {3} h old: {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    VERIFIED | repair    | CLAIMED  | 24  | About the line, new since Saturday: star.
                    VERIFIED | repair    | VERIFIED | 24  | About the line, new since Saturday: star.
                    CLAIMED  | repair    | CLAIMED  | 24  | Your request: star.
                    CLAIMED  | repair    | VERIFIED | 24  | Your request: star.
                    VERIFIED | complaint | CLAIMED  | 24  | For internet, press one.
                    VERIFIED | repair    | CLAIMED  | 335 | About the line, new since Sunday: star.
                    VERIFIED | repair    | CLAIMED  | 337 | For internet, press one.
                    VERIFIED | repair    | CLAIMED  | -1  | For internet, press one.
                    """)
    void aRequestIsNamedOnlyToWhoMayHearOfItWhileItIsRecent(
            TrustTier trust, String kind, TrustTier tier, int hours, String first) {
        var opened = NOW.minus(Duration.ofHours(hours));

        var talk = talk(who(trust, request(kind, opened, tier)));

        assertThat(talk.words().split(" \\| ", -1)[0]).isEqualTo(first);
    }

    @Test
    void aFactNeedsItsConditionAndAContactItsChannelAndTime() {
        var parcel =
                new ActiveFact(
                        "a",
                        "order",
                        new Topic("order.parcel"),
                        FRIDAY,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        Map.of());
        assertThat(talk(who(TrustTier.CLAIMED, parcel)).words()).startsWith("Your parcel: star.");
        var secret =
                new ActiveFact(
                        "a",
                        "order",
                        new Topic("order"),
                        FRIDAY,
                        Optional.empty(),
                        TrustTier.VERIFIED,
                        Map.of());
        assertThat(talk(who(TrustTier.CLAIMED, secret)).words()).startsWith("For internet");
        assertThat(chatted(Channel.CHAT, 11)).startsWith("Your chat: star.");
        assertThat(chatted(Channel.CHAT, 13)).startsWith("For internet");
        assertThat(chatted(Channel.EMAIL, 11)).startsWith("For internet");
    }

    @ParameterizedTest(name = "offers {0} (the last {1} days ago): asked {2}")
    @CsvSource({
        "right wrong, 1, true",
        "wrong, 1, true",
        "wrong right, 1, true",
        "wrong wrong, 1, false",
        "wrong wrong right, 29, false",
        "wrong wrong, 31, true",
    })
    void afterTwoWrongOffersInARowACustomerIsLeftInPeaceForAMonth(
            String past, int days, boolean asked) {
        var at = NOW.minus(Duration.ofDays(days));
        var offers =
                List.of(past.split(" ", -1)).stream()
                        .map(one -> new PastOffer(at, one.equals("right")))
                        .toList();

        var talk =
                talk(who(TrustTier.CLAIMED, offers, request("repair", FRIDAY, TrustTier.CLAIMED)));

        assertThat(talk.words().contains("star")).isEqualTo(asked);
    }

    @Test
    void whatCouldBeOfferedIsProposedWithItsOptionItsLengthAndWhatItSaves() {
        var seen = new ArrayList<Proposal>();
        new Talk(
                flow,
                "en",
                who(TrustTier.CLAIMED, request("repair", FRIDAY, TrustTier.CLAIMED)),
                (question, context) -> {
                    seen.addAll(question.proposals());
                    return Planning.designed().plan(question, context);
                });

        var proposal = seen.getFirst();
        assertThat(proposal.option()).contains("internet");
        assertThat(proposal.because())
                .isEqualTo("an open request about outage.line (repair), made 24 h ago");
        assertThat(proposal.length()).isEqualTo(Duration.ofMillis(300 + 19 * 1000L / 14));
        assertThat(proposal.saved()).isPositive();
    }

    @Test
    void aSensitiveOptionIsNotReadLastForWhoMayNotKnowWhatTheOfferIsAbout() {
        var secret =
                Flows.flow(
                        flow.source()
                                .text()
                                .replace(
                                        "{key: 1, topics: [internet",
                                        "{key: 1, sensitive: verified, topics: [internet"));
        var seen = new ArrayList<Proposal>();
        for (var trust : List.of(TrustTier.CLAIMED, TrustTier.VERIFIED)) {
            new Talk(
                    secret,
                    "en",
                    who(trust, request("repair", FRIDAY, TrustTier.CLAIMED)),
                    (question, context) -> {
                        seen.addAll(question.proposals());
                        return Planning.designed().plan(question, context);
                    });
        }

        assertThat(seen.getFirst().option()).isEmpty();
        assertThat(seen.getLast().option()).contains("internet");
    }

    /** Asks whatever could be asked first, and reads the list from its end. */
    static Layout first(Planning.Question question, Context context) {
        var plain = Planning.designed().plan(question, context);
        return question.proposals().stream()
                .findFirst()
                .map(one ->
                        new Layout(
                                Optional.of(new Offer(one, 0.7, 0.5, one.saved())),
                                plain.options().reversed(),
                                plain.policy(),
                                plain.expected()))
                .orElse(plain);
    }

    private Talk talk(Context context) {
        return new Talk(flow, "en", context, OffersTest::first);
    }

    private String chatted(Channel channel, int hours) {
        var at = NOW.minus(Duration.ofHours(hours));
        return talk(who(
                        TrustTier.CLAIMED,
                        new PastContact(at, channel, Nature.INTERACTION, new Topic("billing.tv"))))
                .words();
    }

    private static OpenRequest request(String kind, Instant opened, TrustTier tier) {
        return new OpenRequest(
                "crm/1",
                kind,
                new Topic("outage.line"),
                "new",
                opened,
                tier,
                Map.of("en", "the line"));
    }

    private static Context who(TrustTier trust, Object... things) {
        return who(trust, List.of(), things);
    }

    private static Context who(TrustTier trust, List<PastOffer> offers, Object... things) {
        var all = List.of(things);
        var known =
                new Context.Known(
                        Map.of(
                                "account",
                                field("account", "12345678"),
                                "street",
                                field("street", "1234")),
                        only(PastContact.class, all),
                        Personal.nobody(),
                        only(OpenRequest.class, all),
                        only(ActiveFact.class, all),
                        Policy.RECALLER,
                        Map.of(),
                        offers);
        return new Context(
                NOW, Contexts.STRANGER.zone(), trust, Model.of(List.of()), Optional.of(known));
    }

    private static <T> List<T> only(Class<T> kind, List<Object> things) {
        return things.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static KnownField field(String key, String value) {
        return new KnownField(key, value, "chat", FRIDAY, true).heardFrom(TrustTier.CLAIMED);
    }
}
