package io.recaller.backtest.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.backtest.Terms;
import io.recaller.backtest.log.ContactLog;
import io.recaller.contact.Channel;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import io.recaller.speech.PromptLengths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class FlowReplayTest {
    private static final Instant START = Instant.parse("2026-01-05T06:00:00Z");
    private static final Terms TERMS = new Terms(9, .3, .5, Duration.ofSeconds(2), ZoneOffset.UTC);

    /** Every prompt lasts two seconds, every key takes 1.2 s. */
    private static final PromptLengths TWO_SECONDS = _ -> Duration.ofSeconds(2);

    private static final String SMALL =
            """
            flow: small
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu:
                  options:
                    moving: {key: 1, topics: [moving], say: {en: "moving"}, next: person}
                    net: {key: 2, topics: [net], say: {en: "net"}, next: net}
                    agent: {key: 0, pin: last, other: true, say: {en: "else"}, next: person}
                  offers:
                    again: {about: contact, topics: [net.off], tier: claimed, say: {en: "Again?"}, next: account}
              net:
                menu:
                  options:
                    slow: {key: 1, topics: [net.slow], say: {en: "slow"}, next: person}
                    off: {key: 2, topics: [net.off], say: {en: "off"}, next: account}
              account:
                form:
                  account: {digits: 8, prefill: account, tier: claimed, confirm: true, save: account, say: {en: "Account?"}, confirm_say: {en: "Yes?"}}
                next: person
              person: {hand_off: {}}
            """;

    @Test
    void everyStepSavesWhatItSkips() {
        var score = replay(calls(200, _ -> "net.off")).score();

        // moving, net, a key; slow, off, a key; the question and eight keys
        assertThat(score.seconds(WayOfServing.DESIGNER)).isCloseTo(5.2 + 5.2 + 11.6, within(1e-9));
        // net, a key; off, a key; the account
        assertThat(score.seconds(WayOfServing.ORDERING)).isCloseTo(3.2 + 3.2 + 11.6, within(1e-9));
        // the question, a key; the account
        assertThat(score.seconds(WayOfServing.OFFERS)).isCloseTo(3.2 + 11.6, within(1e-9));
        // the yes stands for the read-back
        assertThat(score.seconds(WayOfServing.OFFERS_AND_PREFILL)).isCloseTo(3.2, within(1e-9));
        assertThat(score.saving(WayOfServing.OFFERS_AND_PREFILL).percent())
                .isCloseTo(100 * (22 - 3.2) / 22, within(1e-9));
        assertThat(score.offersMade(WayOfServing.OFFERS)).isEqualTo(1);
        assertThat(score.offersRight(WayOfServing.OFFERS)).isEqualTo(1);
    }

    @Test
    void whoDeclinedTwiceIsLeftInPeace() {
        var score = replay(calls(400, i -> i < 200 ? "net.off" : "moving")).score();

        assertThat(score.offers(WayOfServing.OFFERS)).isBetween(1, 2 * 10);
        assertThat(score.right(WayOfServing.OFFERS)).isZero();
    }

    @Test
    void whatNoOptionNamesGoesToTheOneForEverythingElse() {
        var result = replay(calls(200, i -> i % 4 == 0 ? "Net.Off.Again" : "c 55!"));

        assertThat(result.covered().share()).isEqualTo(.25);
        assertThat(result.covered().most()).isEqualTo("c 55! (150)");
        var found = 5.2 + 5.2 + 11.6;
        var others = 3 * 2 + 1.2;
        assertThat(result.score().seconds(WayOfServing.DESIGNER))
                .isCloseTo((found + 3 * others) / 4, within(1e-9));
    }

    @Test
    void onlyCallsHearAMenuButEveryContactTeaches() {
        var rows = new ArrayList<ContactLog.Row>();
        for (var row : calls(400, _ -> "net.off").rows()) {
            var channel = row.line() % 2 == 0 ? Channel.CHAT : Channel.PHONE;
            rows.add(
                    new ContactLog.Row(row.line(), row.at(), row.customer(), channel, row.topic()));
        }

        var score = replay(log(rows)).score();

        assertThat(score.calls()).isEqualTo(100);
        assertThat(score.seconds(WayOfServing.OFFERS_AND_PREFILL)).isCloseTo(3.2, within(1e-9));
    }

    @Test
    void offersAndPrefillSaveMoreThanOrderWhereChatsAreFollowedByCalls() throws IOException {
        var score = telecom(habits(new Random(5), 4000)).score();

        var designer = score.seconds(WayOfServing.DESIGNER);
        var ordering = score.seconds(WayOfServing.ORDERING);
        var offers = score.seconds(WayOfServing.OFFERS);
        assertThat(ordering).isLessThan(designer - 1);
        assertThat(offers).isLessThan(ordering - .1);
        assertThat(score.seconds(WayOfServing.OFFERS_AND_PREFILL)).isLessThan(offers - .3);
        assertThat(score.offersRight(WayOfServing.OFFERS_AND_PREFILL)).isGreaterThan(.7);
        var saving = score.saving(WayOfServing.OFFERS_AND_PREFILL);
        assertThat(saving.percent()).isBetween(saving.low(), saving.high());
    }

    @Test
    void offersCostNothingWhereNothingCanBeKnown() throws IOException {
        var random = new Random(6);
        var topics = List.of("outage", "internet.slow", "mobile.plan", "billing.charge", "moving");

        var score = telecom(calls(3000, _ -> topics.get(random.nextInt(5)))).score();

        assertThat(score.seconds(WayOfServing.OFFERS))
                .isLessThan(score.seconds(WayOfServing.ORDERING) + .3);
        assertThat(score.offersMade(WayOfServing.OFFERS)).isLessThan(.02);
    }

    @Test
    void menusAreFoundInTheOrderCallersReachThem() throws IOException {
        assertThat(FlowReplay.menus(telecom()))
                .extracting(Node.Menu::id)
                .startsWith("main")
                .contains("internet", "bill", "plan");
    }

    private static FlowResult replay(ContactLog log) {
        var flow = flow(SMALL);
        return new FlowReplay(log, TERMS, flow, menu(flow), TWO_SECONDS).run(_ -> {});
    }

    private static FlowResult telecom(ContactLog log) throws IOException {
        var flow = telecom();
        return new FlowReplay(log, TERMS, flow, menu(flow)).run(_ -> {});
    }

    private static Flow telecom() throws IOException {
        return flow(Files.readString(Path.of("../dialplans/flows/telecom.yaml")));
    }

    private static Flow flow(String yaml) {
        var reading = new FlowReader().read("test.yaml", yaml);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).flow();
    }

    private static Node.Menu menu(Flow flow) {
        return (Node.Menu) flow.node("main").orElseThrow();
    }

    /** Ten customers take turns, one call an hour. */
    private static ContactLog calls(int calls, IntFunction<String> topics) {
        var rows = new ArrayList<ContactLog.Row>();
        for (var i = 0; i < calls; i++) {
            rows.add(
                    row(
                            i + 2,
                            START.plus(Duration.ofHours(i)),
                            i % 10,
                            Channel.PHONE,
                            topics.apply(i)));
        }
        return log(rows);
    }

    /** Two hundred customers with habits; who chats about a bill often calls about it next. */
    private static ContactLog habits(Random random, int contacts) {
        var topics =
                List.of(
                        "outage",
                        "internet.slow",
                        "mobile.plan",
                        "moving",
                        "billing.charge",
                        "billing.paid");
        var rows = new ArrayList<ContactLog.Row>();
        for (var i = 0; i < contacts; i++) {
            var at = START.plus(Duration.ofMinutes(20L * i));
            var customer = random.nextInt(200);
            var habit = random.nextInt(10) < 6 ? customer % 6 : random.nextInt(6);
            var chats = random.nextInt(10) < 2;
            var topic = topics.get(habit);
            rows.add(row(i + 2, at, customer, chats ? Channel.CHAT : Channel.PHONE, topic));
            if (chats && topic.startsWith("billing")) {
                var soon = at.plus(Duration.ofMinutes(30 + random.nextInt(300)));
                rows.add(row(i + 2, soon, customer, Channel.PHONE, topic));
            }
        }
        rows.sort(Comparator.comparing(ContactLog.Row::at));
        return log(rows);
    }

    private static ContactLog.Row row(
            int line, Instant at, int customer, Channel channel, String topic) {
        return new ContactLog.Row(line, at, "c" + customer, channel, topic);
    }

    private static ContactLog log(List<ContactLog.Row> rows) {
        return new ContactLog(rows, List.of(), 0, Map.of(), List.of());
    }
}
