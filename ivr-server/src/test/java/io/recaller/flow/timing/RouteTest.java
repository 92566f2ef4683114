package io.recaller.flow.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Context;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import io.recaller.menu.planner.Policy;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every prompt lasts two seconds here, every key takes 1.2 s, an open length 3 s of silence. */
final class RouteTest {
    private static final Topic OUTAGE = new Topic("outage.line");

    private final Flow flow =
            Flows.flow(
                    """
                    flow: test
                    languages: [en]
                    start: hello
                    person: person
                    verify: pin
                    timeouts: {inter_digit: 3s}
                    nodes:
                      hello: {say: {en: "Hello."}, next: main}
                      main:
                        menu:
                          options:
                            bill: {key: 1, topics: [billing], say: {en: "bill"}, next: person}
                            net: {key: 2, topics: [outage], say: {en: "net"}, next: net}
                            agent: {key: 0, other: true, say: {en: "else"}, next: person}
                          offers:
                            fix: {about: request, topics: [outage], say: {en: "?"}, next: fix}
                            told: {about: request, topics: [outage], say: {en: "?"}, next: told}
                            bill: {about: request, topics: [billing], say: {en: "?"}, next: person}
                            gone: {about: request, topics: [outage], say: {en: "?"}, next: short}
                      net:
                        menu:
                          intro: {en: "Net."}
                          options:
                            slow: {key: 1, topics: [slow], say: {en: "slow"}, next: person}
                            out: {key: 2, topics: [outage], say: {en: "out"}, next: who}
                      who: {branch: [{when: "known", next: fix}], otherwise: ask}
                      ask: {form: {account: {digits: 8, say: {en: "Account?"}}}, next: told}
                      fix:
                        tier: verified
                        form:
                          account: {digits: 8, prefill: account, confirm: true, say: {en: "Account?"}, confirm_say: {en: "Yes?"}}
                        next: told
                      told: {say: {en: "Told."}, next: enough}
                      enough: {menu: {order: designed, options: {again: {key: 1, say: {en: "again"}, next: done}}}}
                      short: {say: {en: "Short."}, next: person}
                      pin: {verify: {digits: {min: 4, max: 6}, say: {en: "PIN?"}}}
                      done: {end: {}}
                      person: {hand_off: {}}
                    """);

    @ParameterizedTest(name = "{0} to {1} for a caller {2}: {3} s")
    @CsvSource({
        "hello,  main,  UNKNOWN,  2",
        // net: intro, slow, out, a key; then the account
        "net,    ask,   UNKNOWN,  7.2",
        "net,    told,  UNKNOWN,  18.8",
        // the PIN: a prompt, five keys and the silence that ends them
        "net,    fix,   CLAIMED,  18.2",
        "net,    fix,   VERIFIED, 7.2",
        "net,    told,  VERIFIED, 10.4",
        "fix,    told,  CLAIMED,  14.2",
        "main,   fix,   VERIFIED, 12.4",
    })
    void aWayTakesAsLongAsItsPromptsAndKeys(String from, String to, TrustTier trust, double took) {
        assertThat(route(trust).between(from, to).map(RouteTest::seconds)).contains(took);
    }

    @Test
    void noWayLeadsBackwards() {
        assertThat(route(TrustTier.UNKNOWN).between("told", "net")).isEmpty();
        assertThat(route(TrustTier.UNKNOWN).between("told", "nowhere")).isEmpty();
    }

    @ParameterizedTest(name = "{0} saves a caller {1} {2} s")
    @CsvSource({
        // the sub-menu and the read-back; the proof is on both ways
        "fix,  CLAIMED,  10.4",
        "fix,  VERIFIED, 10.4",
        // the proof too, which the target does not need
        "told, CLAIMED,  21.4",
        "told, VERIFIED, 10.4",
        "bill, CLAIMED,  0",
        // on nobody's way: compared to the end of the task
        "gone, VERIFIED, 10.4",
    })
    void aYesSavesTheLevelsTheFieldsAndTheProofsItSkips(
            String offer, TrustTier trust, double saved) {
        var menu = (Node.Menu) flow.node("main").orElseThrow();

        var found = route(trust).saved(menu, menu.offer(offer).orElseThrow());

        assertThat(seconds(found)).isEqualTo(saved);
    }

    @Test
    void theWholeWayToATaskFollowsTheTopicInTheOrdersGiven() {
        var route = route(TrustTier.VERIFIED);

        // hello; bill, net, a key; Net, slow, out, a key; the read-back; told
        assertThat(seconds(route.toTask("hello", OUTAGE, Route.Orders.designed())))
                .isEqualTo(2 + 5.2 + 7.2 + 3.2 + 2);
        assertThat(seconds(route.toTask("hello", OUTAGE, menu -> List.of("net", "bill", "agent"))))
                .isEqualTo(2 + 3.2 + 7.2 + 3.2 + 2);
        assertThat(seconds(route.toTaskAfterYes("fix", OUTAGE, Route.Orders.designed())))
                .isEqualTo(2);
        assertThat(seconds(route.toTask("main", new Topic("unheard"), Route.Orders.designed())))
                .isEqualTo(7.2);
    }

    @Test
    void theOptionOfAnOfferServesItsTopicOrLeadsThereSoonest() {
        var menu = (Node.Menu) flow.node("main").orElseThrow();
        var route = route(TrustTier.CLAIMED);

        assertThat(route.option(menu, menu.offer("fix").orElseThrow()).map(Option::id))
                .contains("net");
        assertThat(route.option(menu, about("moving", "ask")).map(Option::id)).contains("net");
        assertThat(route.option(menu, about("moving", "short"))).isEmpty();
    }

    private Offering about(String topic, String next) {
        var fix = ((Node.Menu) flow.node("main").orElseThrow()).offer("fix").orElseThrow();
        return new Offering(
                "x",
                fix.about(),
                List.of(new Topic(topic)),
                fix.kinds(),
                fix.channels(),
                fix.within(),
                fix.when(),
                fix.tier(),
                fix.say(),
                fix.neutral(),
                next);
    }

    private Route route(TrustTier trust) {
        var account = new KnownField("account", "12345678", "chat", Contexts.NOW, true);
        var who =
                new Context.Known(
                        Map.of("account", account),
                        List.of(),
                        Personal.nobody(),
                        List.of(),
                        List.of(),
                        Policy.RECALLER,
                        Map.of());
        var known = trust == TrustTier.UNKNOWN ? Optional.<Context.Known>empty() : Optional.of(who);
        var context =
                new Context(
                        Contexts.NOW, Contexts.STRANGER.zone(), trust, Model.of(List.of()), known);
        return new Route(flow, new Language("en"), _ -> Duration.ofSeconds(2), context);
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
