package io.recaller.api;

import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentStore;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.db.generated.tables.records.CustomerRecord;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the business says of a customer: language, segment, responsible agent. */
class DescribingTest {
    private static final Fixture FIXTURE = new Fixture();
    private static final Served SERVED = Served.api(FIXTURE.api());
    private static final AtomicInteger NUMBERS = new AtomicInteger(1_000_000);

    private UUID customer = new UUID(0, 0);

    @AfterAll
    static void close() {
        SERVED.close();
        FIXTURE.database.close();
    }

    @BeforeEach
    void aCustomerAndAnAgent() {
        var store = new CustomerStore(FIXTURE.ids, new HandleStore(FIXTURE.ids));
        var handle = new Handle(HandleKind.TEL, "+7701" + NUMBERS.incrementAndGet());
        FIXTURE.database.runInTransaction(tx -> {
            var made = store.createWhenNew(tx, handle, Fixture.NOON.instant());
            customer = made.single().orElseThrow().value();
            new AgentStore().put(tx, "aigerim", "Aigerim", Optional.empty(), Map.of());
        });
    }

    @Test
    void partByPartIsSaidAndForgottenAgain() {
        var first = patch("{\"language\": \"kk-KZ\", \"segment\": \"gold\"}");
        var second = patch("{\"responsibleAgent\": \"Aigerim\"}");
        var third = patch("{\"segment\": null}");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().getString("language")).isEqualTo("kk-KZ");
        assertThat(second.json().getString("segment")).isEqualTo("gold");
        assertThat(second.json().getString("responsibleAgent")).isEqualTo("aigerim");
        assertThat(third.json().fieldNames())
                .containsExactlyInAnyOrder("customerId", "language", "responsibleAgent");
        assertThat(row().getLanguage()).isEqualTo("kk-KZ");
        assertThat(row().getSegment()).isNull();
        assertThat(row().getResponsibleAgent()).isNotNull();
    }

    @Test
    void whoSaidWhatIsOnTheTrailWithoutTheValues() {
        patch("{\"language\": \"ru\", \"segment\": null}");

        var entries =
                FIXTURE.database.inTransaction(tx ->
                        tx.dsl()
                                .selectFrom(AUDIT)
                                .where(AUDIT.CUSTOMER_ID.eq(customer))
                                .and(AUDIT.ACTION.eq("customer.describe"))
                                .fetch());
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst().getActorKind()).isEqualTo("api");
        assertThat(entries.getFirst().getDetail().data())
                .contains("language,segment")
                .doesNotContain("ru\"");
    }

    /** As offers and notices name it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"gold ", "  gold", " gold\u2003", "gold\u00a0", "\u00a0\u202fgold", "gold"})
    void aSegmentIsKeptWithoutWhatIsAroundIt(String said) {
        assertThat(patch("{\"segment\": \"" + said + "\"}").status()).isEqualTo(200);

        assertThat(row().getSegment()).isEqualTo("gold");
    }

    @ParameterizedTest
    @CsvSource({
        "RU, ru",
        "kk_kz, kk-KZ",
        "KK-kz, kk-KZ",
        "pt-br, pt-BR",
        "zh-hant-tw, zh-Hant-TW",
        "kk-cyrl, kk-Cyrl",
        "rus, ru",
        "kaz_KZ, kk-KZ",
        "kz, kk",
        "KZ_kz, kk-KZ",
        "ger, de",
        "per-IR, fa-IR",
        "UA_ua, uk-UA"
    })
    void aLanguageIsKeptAsBcp47WritesIt(String said, String kept) {
        var reply = patch("{\"language\": \"" + said + "\"}");

        assertThat(reply.json().getString("language")).isEqualTo(kept);
        assertThat(row().getLanguage()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | body",
                "{\"language\": \"Russian\"} | language",
                "{\"language\": \"\"} | language",
                "{\"language\": 7} | language",
                "{\"language\": \"und\"} | language",
                "{\"language\": \"mul-KZ\"} | language",
                "{\"segment\": \"\"} | segment",
                "{\"segment\": \" \"} | segment",
                "{\"segment\": \"\\u2003\"} | segment",
                "{\"segment\": \"\\u00a0\\u00a0\"} | segment",
                "{\"segment\": \"a\\u0000b\"} | segment",
                "{\"segment\": \"a\\nb\"} | segment",
                "{\"segment\": \"gold\\n\"} | segment",
                "{\"segment\": \"gold\\r\\n\"} | segment",
                "{\"language\": \"ru\\n\"} | language",
                "{\"language\": \"ru\\u2028\"} | language",
                "{\"responsibleAgent\": \"aigerim\\n\"} | responsibleAgent",
                "{\"responsibleAgent\": \"nobody\"} | responsibleAgent",
                "{\"responsibleAgent\": \"\\u0000\"} | responsibleAgent",
                "{\"policy\": \"control\"} | policy",
            })
    void whatCannotBeSaidIsRefusedWithItsPlaceAndChangesNothing(String body, String place) {
        var before = row();

        var reply = patch(body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.problem()).isEqualTo("invalid-request");
        assertThat(reply.json().getJsonArray("errors").encode()).contains(place);
        assertThat(row()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "7", ""})
    void whatIsNoObjectIsToldSo(String body) {
        assertThat(patch(body).status()).isEqualTo(400);
    }

    @Test
    void aCustomerThereIsNotIsToldSo() {
        var reply =
                SERVED.patch("/api/v1/customers/" + UUID.randomUUID(), "{\"language\": \"ru\"}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.problem()).isEqualTo("unknown-customer");
        assertThat(SERVED.patch("/api/v1/customers/7", "{\"language\": \"ru\"}").status())
                .isEqualTo(400);
    }

    private Served.Reply patch(String body) {
        return SERVED.patch("/api/v1/customers/" + customer, body);
    }

    private CustomerRecord row() {
        return FIXTURE.database.inTransaction(
                tx -> tx.dsl().selectFrom(CUSTOMER).where(CUSTOMER.ID.eq(customer)).fetchSingle());
    }
}
