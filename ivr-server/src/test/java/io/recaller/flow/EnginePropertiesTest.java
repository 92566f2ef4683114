package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class EnginePropertiesTest {
    private final Flow flow = Flows.telecom();
    private final Engine engine = new Engine(PromptLengths.estimated(), Planning.designed());

    @Property(tries = 300)
    void anyInputsAlwaysReachATurnThatIsRenderedTheSameAgain(
            @ForAll("inputs") List<Input> inputs,
            @ForAll TrustTier trust,
            @ForAll boolean isKnown) {
        var context = isKnown ? Contexts.known(trust) : Contexts.STRANGER;
        var step = engine.begin(flow, new Language("ru"), context);

        for (var input : inputs) {
            var next = engine.next(flow, step.dialogue(), input, context);
            assertThat(engine.next(flow, step.dialogue(), input, context)).isEqualTo(next);
            assertThat(engine.render(flow, next.dialogue(), context)).isEqualTo(next);
            step = next;
        }

        assertThat(flow.nodes()).containsKey(step.dialogue().node());
    }

    @Property(tries = 200)
    void aDialogueThatWasTamperedWithStillGetsATurn(
            @ForAll("nodes") String node,
            @ForAll String place,
            @ForAll("inputs") List<Input> inputs) {
        var dialogue =
                new Dialogue(
                        "telecom",
                        "",
                        node,
                        place,
                        new Language("kk"),
                        Map.of("order.main", place, "verify.then", place),
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
    Arbitrary<List<Input>> inputs() {
        var keys = Arbitraries.strings().withChars("0123456789*#").ofMaxLength(9);
        var key = Arbitraries.strings().withChars("1234567").ofLength(1);
        var others =
                Arbitraries.<Input>of(
                        new Input.Said(),
                        new Input.NoInput(),
                        new Input.NotFound(),
                        new Input.Found(Map.of("outage", "yes", "restored_at", "soon")),
                        new Input.Proof(Input.Verdict.ACCEPTED),
                        new Input.Proof(Input.Verdict.REJECTED),
                        new Input.Proof(Input.Verdict.EXHAUSTED));
        return Arbitraries.<Input>oneOf(pressed(key), pressed(keys), others).list().ofMaxSize(25);
    }

    private static Arbitrary<Input> pressed(Arbitrary<String> keys) {
        return keys.map(Input.Keys::new);
    }
}
