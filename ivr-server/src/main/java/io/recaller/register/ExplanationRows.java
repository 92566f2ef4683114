package io.recaller.register;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static io.recaller.db.generated.Tables.TRANSFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.contact.ContactId;
import io.recaller.contact.history.Timeline;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.MenuImpressionRecord;
import io.recaller.menu.AccountJson;
import io.recaller.menu.Pin;
import io.recaller.menu.planner.LateOption;
import io.recaller.recommendation.PastRecommendations;
import io.recaller.register.Explanation.Prefill;
import io.recaller.register.HeardMenu.Option;
import io.recaller.register.HeardMenu.Question;
import io.recaller.register.HeardMenu.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads the reasons stored with a contact. The caller owns the transaction. */
public final class ExplanationRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How the engine notes in the dialogue's data where a prefilled field came from. */
    private static final String PREFILLED = "prefilled.";

    private final Timeline timeline = new Timeline();
    private final PastRecommendations recommendations = new PastRecommendations();

    public Explanation read(Tx tx, ContactId contact) {
        var found = timeline.find(tx, contact);
        var way =
                found.filter(entry -> !entry.channel().isSpoken())
                        .map(_ -> Way.WRITING)
                        .orElse(Way.TELEPHONE);
        var path = path(tx, contact);
        var back = new StepsBack(path, menus(tx, contact, way), wentOn(tx, contact));
        var data = data(tx, contact);
        return new Explanation(
                contact,
                prefills(data),
                back.menus(),
                waits(tx, contact),
                callBack(tx, contact),
                offers(tx, contact),
                sent(tx, contact),
                Optional.ofNullable(recommendations.of(tx, List.of(contact)).get(contact)),
                Stream.of(PagesBeside.of(tx, contact), back.elsewhere(), Proved.of(data, path))
                        .flatMap(List::stream)
                        .toList(),
                found.flatMap(ExplanationRows::end));
    }

    /** The nodes passed and what was chosen there, oldest first; none where it is not kept. */
    private static List<JsonNode> path(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(DIALOGUE.PATH)
                .from(DIALOGUE)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .fetchOptional(row -> elements(json(row.value1())))
                .orElse(List.of());
    }

    /** When the dialogue did so last. */
    private static Optional<Instant> wentOn(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(DIALOGUE.UPDATED_AT)
                .from(DIALOGUE)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .fetchOptional(DIALOGUE.UPDATED_AT);
    }

    private static Optional<Explanation.End> end(Timeline.Entry entry) {
        return entry.endedAt().flatMap(at -> entry.end().map(how -> new Explanation.End(at, how)));
    }

    private static List<HeardMenu> menus(Tx tx, ContactId contact, Way way) {
        return tx.dsl()
                .selectFrom(MENU_IMPRESSION)
                .where(MENU_IMPRESSION.CONTACT_ID.eq(contact.value()))
                .orderBy(MENU_IMPRESSION.SPOKEN_AT, MENU_IMPRESSION.ID)
                .fetch(row -> menu(row, way));
    }

    private static HeardMenu menu(MenuImpressionRecord row, Way way) {
        var layout = elements(json(row.getLayout()));
        var offer = Optional.ofNullable(row.getOfferDetail()).map(ExplanationRows::json);
        return new HeardMenu(
                row.getNode(),
                row.getPolicy(),
                row.getSpokenAt(),
                Optional.ofNullable(row.getKey()),
                Optional.ofNullable(row.getHeardSeconds()),
                Optional.ofNullable(row.getOutcome()),
                offer.map(detail -> question(row.getOffer(), detail)),
                options(layout, row.getPolicy()),
                Stream.concat(layout.stream(), offer.stream()).anyMatch(ExplanationRows::isOnPage)
                        ? Way.PAGE
                        : way,
                false);
    }

    private static boolean isOnPage(JsonNode chosen) {
        return chosen.path("on").asText().equals("page");
    }

    private static Question question(String offer, JsonNode detail) {
        return new Question(
                offer,
                detail.path("probability").asDouble(),
                detail.path("threshold").asDouble(),
                detail.path("savedSeconds").asDouble(),
                detail.path("because").asText());
    }

    private static List<Option> options(List<JsonNode> layout, String policy) {
        var late = new LateOption(layout.stream().map(ExplanationRows::place).toList(), policy);
        return IntStream.range(0, layout.size())
                .mapToObj(i ->
                        option(layout.get(i), isPlaced(layout) ? late.why(i) : Optional.empty()))
                .toList();
    }

    /** Of menus heard before it is not kept what held an option in its place. */
    private static boolean isPlaced(List<JsonNode> layout) {
        return layout.stream().allMatch(option -> option.has("seconds"));
    }

    private static LateOption.Place place(JsonNode json) {
        return new LateOption.Place(
                json.path("probability").asDouble(),
                Pin.valueOf(json.path("pin").asText("none").toUpperCase(Locale.ROOT)),
                json.path("rises").asBoolean(true),
                Duration.ofMillis(Math.round(1000 * json.path("seconds").asDouble())));
    }

    private static Option option(JsonNode json, Optional<String> late) {
        return new Option(
                json.path("option").asText(),
                json.path("key").asText(),
                json.path("probability").asDouble(),
                AccountJson.reasons(json),
                late);
    }

    /** What the dialogue keeps, the engine's own names among it. */
    private static JsonNode data(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(DIALOGUE.DATA)
                .from(DIALOGUE)
                .where(DIALOGUE.CONTACT_ID.eq(contact.value()))
                .fetchOptional(row -> json(row.value1()))
                .orElseGet(JSON::createObjectNode);
    }

    private static List<Prefill> prefills(JsonNode data) {
        return data.properties().stream()
                .filter(entry -> entry.getKey().startsWith(PREFILLED))
                .map(entry ->
                        new Prefill(
                                entry.getKey().substring(PREFILLED.length()),
                                entry.getValue().asText()))
                .toList();
    }

    /** One that another went on with is told by the other: they have one age. */
    private static List<Waited> waits(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(WAITING_CONTACT)
                .where(
                        WAITING_CONTACT.CONTACT_ID.eq(contact.value()),
                        WAITING_CONTACT.OUTCOME.isDistinctFrom("requeued"))
                .orderBy(WAITING_CONTACT.ENTERED_AT, WAITING_CONTACT.ID)
                .fetch(row ->
                        new Waited(
                                row.getQueue(),
                                needs(json(row.getRequirement()), json(row.getAnyOf())),
                                row.getPriority(),
                                row.getEnteredAt(),
                                Optional.ofNullable(row.getLeftAt()),
                                Optional.ofNullable(row.getOutcome())
                                        .map(how -> how.replace('-', ' '))));
    }

    private static List<String> needs(JsonNode all, JsonNode any) {
        var needs = new ArrayList<String>();
        all.properties().forEach(skill -> needs.add(need(skill)));
        var one = any.properties().stream().map(ExplanationRows::need).toList();
        if (!one.isEmpty()) {
            needs.add(String.join(" or ", one));
        }
        return needs;
    }

    private static String need(Map.Entry<String, JsonNode> skill) {
        return skill.getKey() + " ≥ " + skill.getValue().asInt();
    }

    private static List<Offered> offers(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(
                        AGENT.NAME,
                        ASSIGNMENT.OFFERED_AT,
                        DSL.when(ASSIGNMENT.CONNECTED_AT.isNotNull(), "answered")
                                .otherwise(ASSIGNMENT.OUTCOME),
                        ASSIGNMENT.REASONS,
                        ASSIGNMENT.CONNECTED_AT,
                        ASSIGNMENT.WRAP_UP_AT,
                        ASSIGNMENT.CLOSED_AT)
                .from(ASSIGNMENT)
                .join(AGENT)
                .on(AGENT.ID.eq(ASSIGNMENT.AGENT_ID))
                .where(ASSIGNMENT.CONTACT_ID.eq(contact.value()))
                .orderBy(ASSIGNMENT.OFFERED_AT, ASSIGNMENT.ID)
                .fetch(row ->
                        new Offered(
                                row.value1(),
                                row.value2(),
                                Optional.ofNullable(row.value3()),
                                List.of(row.value4()),
                                Optional.ofNullable(row.value5()),
                                Optional.ofNullable(row.value6()),
                                Optional.ofNullable(row.value7())));
    }

    private static Optional<KeptPlace> callBack(Tx tx, ContactId contact) {
        return tx.dsl()
                .selectFrom(CALLBACK)
                .where(CALLBACK.CONTACT_ID.eq(contact.value()))
                .fetchOptional(row ->
                        new KeptPlace(
                                row.getAskedAt(),
                                row.getAttempts(),
                                Optional.ofNullable(row.getClosedAt()),
                                Optional.ofNullable(row.getOutcome())));
    }

    private static List<SentOn> sent(Tx tx, ContactId contact) {
        var to = AGENT.as("to_agent");
        return tx.dsl()
                .select(
                        AGENT.NAME,
                        to.NAME,
                        TRANSFER.TO_QUEUE,
                        TRANSFER.TO_NUMBER,
                        TRANSFER.NOTE,
                        TRANSFER.ASKED_AT,
                        TRANSFER.STATE_AT,
                        TRANSFER.STATE,
                        TRANSFER.OUTCOME)
                .from(TRANSFER)
                .join(AGENT)
                .on(AGENT.ID.eq(TRANSFER.AGENT_ID))
                .leftJoin(to)
                .on(to.ID.eq(TRANSFER.TO_AGENT_ID))
                .where(TRANSFER.CONTACT_ID.eq(contact.value()))
                .orderBy(TRANSFER.ASKED_AT, TRANSFER.ID)
                .fetch(row -> {
                    var closed = row.value8().equals("closed");
                    return new SentOn(
                            row.value1(),
                            target(row.value2(), row.value3(), row.value4()),
                            row.value5() != null,
                            row.value6(),
                            closed ? Optional.of(row.value7()) : Optional.empty(),
                            closed ? Optional.ofNullable(row.value9()) : Optional.empty());
                });
    }

    private static Optional<String> target(
            @Nullable String agent, @Nullable String queue, @Nullable String number) {
        return Optional.ofNullable(agent)
                .or(() -> Optional.ofNullable(queue).map(name -> "queue " + name))
                .or(() -> Optional.ofNullable(number).map(_ -> "a number outside"));
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode json(JSONB value) {
        try {
            return JSON.readTree(value.data());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("PostgreSQL's jsonb is JSON", e);
        }
    }
}
