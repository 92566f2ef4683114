package io.recaller.lab.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.Stores;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Credentials;
import io.recaller.customer.handle.Handles;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Made-up people with histories on all channels, and the agents who serve them. */
final class DemoWorld {
    private static final Duration ENDED_AFTER = Duration.ofMinutes(5);

    static final String PIN = "2468";
    static final String ACCOUNT = "40035871";
    static final String AGENT = "aigerim";
    static final String PASSWORD = "demo-only-password";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final String apiKey;
    private final Instant now;
    private final Cast cast;

    DemoWorld(String base, String apiKey, Instant now, Cast cast) {
        this.base = base;
        this.apiKey = apiKey;
        this.now = now;
        this.cast = cast;
    }

    /** Who calls, by number: new people at every run, so that a stranger is one. */
    record Cast(String stranger, String payer, String chatter, String writer) {
        static Cast fresh(RandomGenerator random) {
            var run = random.nextInt(100_000, 1_000_000);
            return new Cast(
                    "+7727" + run + "1",
                    "+7701" + run + "2",
                    "+7701" + run + "3",
                    "+7701" + run + "4");
        }

        /** All of them, with what they did last, in the order of the scenes. */
        Map<String, String> numbers() {
            var numbers = new LinkedHashMap<String, String>();
            numbers.put(stranger, "the unknown number");
            numbers.put(chatter, "chatted first, called twice");
            numbers.put(writer, "wrote first, then called");
            numbers.put(payer, "pays for television, at last with a page beside the call");
            return numbers;
        }
    }

    /**
     * Reports everybody's past, as other systems would.
     *
     * @return how many contacts
     */
    int reportPast() throws IOException, InterruptedException {
        var contacts = JSON.createArrayNode();
        for (int month = 1; month <= 6; month++) {
            contact(contacts, cast.payer(), "phone", "billing.tv", Duration.ofDays(30L * month));
        }
        contact(contacts, cast.payer(), "web", "billing.tv", Duration.ofDays(3))
                .put("nature", "activity");
        contact(contacts, cast.payer(), "shop", "internet.equipment", Duration.ofDays(200));
        contact(contacts, cast.chatter(), "email", "internet.slow", Duration.ofDays(40));
        contact(contacts, cast.chatter(), "sms", "mobile.plan", Duration.ofDays(12))
                .put("nature", "activity");
        var chat = contact(contacts, cast.chatter(), "chat", "outage", Duration.ofHours(2));
        chat.put("trust", "verified");
        chat.putObject("fields").put("account", ACCOUNT).put("name", "Dana Ermekova");
        for (int i = 0; i < 12; i++) {
            var topic = i % 3 == 0 ? "mobile.plan" : i % 3 == 1 ? "internet.slow" : "billing";
            contact(
                    contacts,
                    "+7702555000" + i % 10,
                    "phone",
                    topic,
                    Duration.ofHours(20L + 30L * i));
        }
        report(contacts);
        return contacts.size();
    }

    /** What happened since the last call: an e-mail, and a look at the bill on the web. */
    void reportBill(Instant at) throws IOException, InterruptedException {
        var contacts = JSON.createArrayNode();
        contact(contacts, cast.chatter(), "email", "billing", Duration.between(at, now));
        contact(contacts, cast.chatter(), "chat", "billing", Duration.between(at, now));
        contact(contacts, cast.chatter(), "web", "billing", Duration.between(at, now))
                .put("nature", "activity");
        report(contacts);
    }

    private ObjectNode contact(
            ArrayNode contacts, String number, String channel, String topic, Duration ago) {
        var at = now.minus(ago);
        return contacts.addObject()
                .put("source", "demo")
                .put("externalId", number + "/" + channel + "/" + at)
                .put("channel", channel)
                .put("nature", "interaction")
                .put("direction", "inbound")
                .put("topic", topic)
                .put("startedAt", at.toString())
                .put("endedAt", (ago.isNegative() ? at : at.plus(ENDED_AFTER)).toString())
                .set("handles", JSON.createArrayNode().add("tel:" + number));
    }

    private void report(ArrayNode contacts) throws IOException, InterruptedException {
        var response =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(base + "/api/v1/contacts"))
                                        .header("Authorization", "Bearer " + apiKey)
                                        .header("Content-Type", "application/json")
                                        .POST(
                                                HttpRequest.BodyPublishers.ofString(
                                                        JSON.createObjectNode()
                                                                .set("contacts", contacts)
                                                                .toString()))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the API refused the demo's contacts: " + response.body());
        }
    }

    /** Two agents, of whom one knows the internet; and the PIN of the one who chatted. */
    void people(Stores stores) {
        var agents = new AgentStore();
        var password = Optional.of(Credentials.hash(PASSWORD.toCharArray()));
        var hers =
                Map.of(
                        new Skill("internet"), new Proficiency(4),
                        new Skill("billing"), new Proficiency(3),
                        new Skill("language:en"), new Proficiency(4),
                        new Skill("language:ru"), new Proficiency(5));
        var his =
                Map.of(
                        new Skill("mobile"), new Proficiency(5),
                        new Skill("language:en"), new Proficiency(3));
        stores.database()
                .runInTransaction(tx -> {
                    agents.put(tx, AGENT, "Aigerim", password, hers);
                    agents.putStation(tx, AGENT, "PJSIP/phone-1", Optional.empty());
                    agents.put(tx, "timur", "Timur", password, his);
                    agents.putStation(tx, "timur", "PJSIP/phone-2", Optional.empty());
                    if (stores.handles().parse(cast.chatter())
                            instanceof Handles.Reading.Read(var handle)) {
                        stores.customers()
                                .createWhenNew(tx, handle, now)
                                .single()
                                .ifPresent(who -> stores.pins().set(tx, who, PIN, now));
                    }
                });
    }
}
