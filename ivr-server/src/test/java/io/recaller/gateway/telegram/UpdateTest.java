package io.recaller.gateway.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Incoming;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void whatSomebodyWroteIsTheirsByTheIdOfTheirAccount() {
        var read =
                read("""
                {"update_id": 7, "message": {"message_id": 5, "date": 1795690000,
                 "from": {"id": 7123456789, "is_bot": false, "first_name": "Dana",
                          "last_name": "E.", "language_code": "ru-KZ"},
                 "chat": {"id": 7123456789, "type": "private"}, "text": "нет связи"}}
                """)
                        .orElseThrow();

        assertThat(read.peer().handle()).contains(new Handle(HandleKind.TELEGRAM, "7123456789"));
        assertThat(read.peer().name()).contains("Dana E.");
        assertThat(read.peer().language()).contains("ru-KZ");
        assertThat(read.said()).isEqualTo(new Said.Words("нет связи"));
        assertThat(read.externalId()).contains("5");
        assertThat(read.at()).isEqualTo(Instant.ofEpochSecond(1795690000));
    }

    @Test
    void aPressedButtonTellsItsKey() {
        var read =
                read("""
                {"update_id": 8, "callback_query": {"id": "99",
                 "from": {"id": 7, "first_name": "A"}, "data": "v12:3",
                 "message": {"message_id": 6, "chat": {"id": 7, "type": "private"}}}}
                """)
                        .orElseThrow();

        assertThat(read.said()).isEqualTo(new Said.Pressed("v12:3"));
        assertThat(read.externalId()).contains("press-99");
    }

    @Test
    void whoOpensTheBotByALinkOfOursSaysWhatIsInIt() {
        var read =
                read(
                        "{'message': {'message_id': 1, 'from': {'id': 7}, 'chat': {'id': 7},"
                                + " 'text': '/start go_q3nY0mWcR6aXkq1y'}}");

        assertThat(read.orElseThrow().said()).isEqualTo(new Said.Words("go_q3nY0mWcR6aXkq1y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/start", "/start abc", ""})
    void whoOpensTheBotHasSaidNothing(String text) {
        var read =
                read(
                        "{'message': {'message_id': 1, 'from': {'id': 7}, 'chat': {'id': 7},"
                                + " 'text': '"
                                + text
                                + "'}}");

        assertThat(read.orElseThrow().said()).isEqualTo(new Said.Nothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'message': {}}",
                "{'message': {'message_id': 1, 'chat': {'id': 7}, 'text': 'x'}}",
                "{'message': {'from': {'id': 7}, 'chat': {'id': -5, 'type': 'group'}, 'text':"
                        + " 'x'}}",
                "{'message': {'from': {'id': 7, 'is_bot': true}, 'chat': {'id': 7}, 'text': 'x'}}",
                "{'edited_message': {'from': {'id': 7}, 'chat': {'id': 7}, 'text': 'x'}}"
            })
    void whatIsNotForUsIsLeftAlone(String update) {
        assertThat(read(update)).isEmpty();
    }

    private static Optional<Incoming> read(String update) {
        try {
            return Update.read("bot", new ObjectMapper().readTree(update.replace('\'', '"')), NOW);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
