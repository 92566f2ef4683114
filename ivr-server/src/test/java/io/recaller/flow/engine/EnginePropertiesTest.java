package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class EnginePropertiesTest {
    private final Flow flow = Flows.telecom();
    private final Engine engine = new Engine(PromptLengths.estimated(), OffersTest::first);

    @Property(tries = 300)
    void anyInputsAlwaysReachATurnThatIsRenderedTheSameAgain(
            @ForAll("inputs") List<Input> inputs,
            @ForAll TrustTier trust,
            @ForAll boolean isKnown) {
        var context = isKnown ? Contexts.known(trust) : Contexts.STRANGER;
        var step = engine.begin(flow, new Language("ru"), context);
        var offered = new HashSet<String>();

        for (var input : inputs) {
            var next = engine.next(flow, step.dialogue(), input, context);
            assertThat(engine.next(flow, step.dialogue(), input, context)).isEqualTo(next);
            assertThat(engine.render(flow, next.dialogue(), context)).isEqualTo(next);
            offered.addAll(offered(next));
            step = next;
        }

        assertThat(offered).as("at most one offer a call").hasSizeLessThan(2);

        assertThat(flow.nodes()).containsKey(step.dialogue().node());
    }

    /** The menu and the offer that is being asked now; none when the offer is silent. */
    private static Set<String> offered(Step step) {
        if (!(step.turn() instanceof Turn.Choose choose)) {
            return Set.of();
        }
        assertThat(choose.layout().offer().isEmpty()).isEqualTo(choose.offer().isEmpty());
        return choose.layout()
                .offer()
                .map(offer -> Set.of(step.dialogue().node() + offer.proposal().id()))
                .orElse(Set.of());
    }

    @Property(tries = 200)
    void aDialogueThatWasTamperedWithStillGetsATurn(
            @ForAll("nodes") String node,
            @ForAll("positions") Position position,
            @ForAll String place,
            @ForAll("inputs") List<Input> inputs) {
        var dialogue =
                new Dialogue(
                        "telecom",
                        "",
                        node,
                        position,
                        new Language("kk"),
                        Map.of("verify.then", place, "call.taken", place),
                        List.of());

        assertThat(engine.render(flow, dialogue, Contexts.STRANGER).turn()).isNotNull();
        for (var input : inputs) {
            dialogue = engine.next(flow, dialogue, input, Contexts.STRANGER).dialogue();
        }
    }

    @Provide
    Arbitrary<String> nodes() {
        return Arbitraries.of(flow.nodes().keySet());
    }

    @Provide
    Arbitrary<Position> positions() {
        var words = Arbitraries.strings();
        var attempt = new Attempt(7, Attempt.Fault.NO_MATCH);
        var offer = new OfferMade("repair", 0.5, 0.1, Duration.ofSeconds(3));
        return Arbitraries.<Position>oneOf(
                words.map(field -> new Position.AtField(field, attempt)),
                words.map(field -> new Position.ReadingBack(field, Attempt.FIRST)),
                words.list()
                        .ofMaxSize(4)
                        .map(order ->
                                new Position.InMenu(
                                        order, Optional.of(offer), Instant.EPOCH, attempt)),
                Arbitraries.of(Position.ENTRY, new Position.LookingUp(-1)));
    }

    @Provide
    Arbitrary<List<Input>> inputs() {
        var keys = Arbitraries.strings().withChars("0123456789*#").ofMaxLength(9);
        var key = Arbitraries.strings().withChars("1234567").ofLength(1);
        var others =
                Arbitraries.<Input>of(
                        new Reply.Silence(),
                        new Reply.Picked("pay_tv"),
                        new Reply.Picked("*"),
                        new Reply.Picked("0"),
                        new Reply.Picked("nothing"),
                        new Reply.Text(""),
                        new Reply.Text("Интернет"),
                        new Reply.Text("1234 56–78"),
                        words("интернет тормозит"),
                        words("роутер и счёт"),
                        words("no connection"),
                        words("назад"),
                        words("status"),
                        words("operator"),
                        new Input.NotFound(),
                        new Input.Found(Map.of("outage", "yes", "restored_at", "soon")),
                        new Input.Proof(Input.Verdict.ACCEPTED),
                        new Input.Proof(Input.Verdict.REJECTED),
                        new Input.Proof(Input.Verdict.EXHAUSTED));
        return Arbitraries.<Input>oneOf(pressed(key), pressed(keys), others).list().ofMaxSize(25);
    }

    private Input words(String text) {
        return new Reply.Text(text, Meaning.of(flow, text));
    }

    private static Arbitrary<Input> pressed(Arbitrary<String> keys) {
        return keys.map(Reply.Keys::new);
    }
}
