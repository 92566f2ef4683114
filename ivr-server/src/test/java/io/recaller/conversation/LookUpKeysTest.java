package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.flow.engine.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** By what another system tells one question from the same one asked again. */
class LookUpKeysTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: ask
            person: person
            nodes:
              ask:
                look_up: {source: outage_status, result: {outage: outage}}
                next: main
                on_failure: main
              main:
                menu:
                  order: designed
                  options:
                    again: {key: 1, say: {en: "again"}, next: ask}
              person: {hand_off: {say: {en: "A person."}}}
            """;

    private final Office office = new Office();

    LookUpKeysTest() {
        office.served = Map.of("telecom", Office.flow(FLOW));
    }

    @Test
    void eachQuestionOfALongCallHasAKeyOfItsOwn() {
        try (var outside = new OutsideSystem()) {
            office.lookUps = new HttpLookUps(Map.of("outage_status", outside.source()));
            var talk = office.conversations().arrive(Office.from(Office.STRANGER)).orElseThrow();

            for (var round = 0; round < 70; round++) {
                talk.reply(new Reply.Silence());
                talk.reply(new Reply.Keys("1"));
            }

            assertThat(outside.requests())
                    .hasSize(70)
                    .extracting(OutsideSystem.Request::idempotencyKey)
                    .allMatch(key -> key.startsWith(talk.contact() + "/ask/"))
                    .doesNotHaveDuplicates();
        }
    }
}
