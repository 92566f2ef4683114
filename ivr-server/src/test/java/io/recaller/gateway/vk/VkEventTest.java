package io.recaller.gateway.vk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VkEventTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void whatIsWrittenIsTheirsByTheNumberOfTheirAccount() {
        var read = read("'text': 'сәлем', 'date': 1795690000").orElseThrow();

        assertThat(read.peer().handle().orElseThrow().uri()).isEqualTo("vk:5005");
        assertThat(read.said()).isEqualTo(new Said.Words("сәлем"));
        assertThat(read.externalId()).contains("9");
        assertThat(read.at()).isEqualTo(Instant.ofEpochSecond(1795690000));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "'text': '1 · Internet', 'payload': '{\\'key\\':\\'v12:1\\'}' | Pressed[key=v12:1]",
                "'text': 'Начать', 'payload': '{\\'command\\':\\'start\\'}' | Nothing[]",
                "'text': 'hello', 'payload': 'no json' | Words[5]",
                "'text': 'hello', 'payload': '[1]' | Words[5]",
                "'text': '' | Nothing[]",
            })
    void aKeyComesWithItsPayload(String fields, String said) {
        assertThat(read(fields).orElseThrow().said()).hasToString(said);
    }

    @Test
    void aKeyThatIsNoneOfOursIsWords() {
        var read = read("'text': 'hi', 'payload': '{\\'key\\':\\'" + "x".repeat(65) + "\\'}'");

        assertThat(read.orElseThrow().said()).isEqualTo(new Said.Words("hi"));
    }

    @Test
    void filesLieAtVkAndWhatElseIsAttachedIsALineEach() {
        var read =
                read("'text': 'look', 'attachments': [{'type': 'photo', 'photo':"
                                + " {'sizes': [{'url': 'https://l', 'width': 9, 'height':"
                                + " 9}, {'url': 'https://s', 'width': 1, 'height': 9}]}},"
                                + " {'type': 'doc', 'doc': {'title': 'a.pdf', 'url':"
                                + " 'https://d', 'size': 7}}, {'type': 'link', 'link':"
                                + " {'title': 'T', 'url': 'https://x'}}, {'type':"
                                + " 'sticker'}]")
                        .orElseThrow();

        assertThat(read.said()).isEqualTo(new Said.Words("look\n📎 link T https://x\n📎 sticker"));
        assertThat(read.files())
                .containsExactly(
                        IncomingFile.at("https://l", "photo", 0),
                        IncomingFile.at("https://d", "a.pdf", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'from_id': -5, 'peer_id': -5",
                "'from_id': 5, 'peer_id': 2000000001",
                "'from_id': 5, 'peer_id': 5, 'out': 1",
                "'from_id': 5, 'peer_id': 6",
                "'text': 'x'"
            })
    void whatIsNotForUsIsLeftAlone(String fields) {
        assertThat(message("{" + fields + "}")).isEmpty();
    }

    private static Optional<Incoming> read(String fields) {
        return message(
                "{'from_id': 5005, 'peer_id': 5005, 'conversation_message_id': 9, " + fields + "}");
    }

    private static Optional<Incoming> message(String json) {
        try {
            var message = new ObjectMapper().readTree(json.replace('\'', '"'));
            return VkEvent.read("vk", message, MissingNode.getInstance(), Map.of(), NOW);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
