package io.recaller.settings;

import static io.recaller.settings.SomeSettings.LEAST;
import static io.recaller.settings.SomeSettings.read;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.settings.file.SettingsException;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSettingsTest {
    @Test
    void aQueueWidensItsSearchStepByStepAndEndsWithAnyone() {
        var yaml =
                LEAST
                        + """
                        queues:
                          support:
                            steps:
                              - {agent: last, for: 20s}
                              - {for: 30s}
                              - {skills: {"language:{language}": 2}, any: {internet: 3, tv: 1}, for: 1m}
                          night: {}
                        """;

        var queues = read(yaml, Map.of()).routing().rules().queues();

        assertThat(queues)
                .containsOnly(
                        entry(new QueueName("night"), QueueRule.AS_ASKED),
                        entry(
                                new QueueName("support"),
                                QueueRule.endingWithAnyone(
                                        List.of(
                                                new RoutingStep.Preferred(
                                                        Preference.LAST, Duration.ofSeconds(20)),
                                                new RoutingStep.AsAsked(Duration.ofSeconds(30)),
                                                new RoutingStep.Skilled(
                                                        new SkillTemplate(
                                                                Map.of("language:{language}", 2),
                                                                Map.of("internet", 3, "tv", 1)),
                                                        Duration.ofMinutes(1))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {support: {steps: [{agent: lats, for: 5s}]}} | queues.support.steps.1.agent must be last
                    {support: {steps: [{}]}} | queues.support.steps.1.for is missing
                    {support: {steps: [{for: 5s}, {for: soon}]}} | recaller.yaml:5: queues.support.steps.2.for must be a duration
                    {support: {steps: [{for: 5s, skill: {a: 1}}]}} | unknown key queues.support.steps.1.skill.a
                    {support: {steps: [{for: 5s, skills: {a: 9}}]}} | queues.support.steps.1.skills.a must be a whole number from 1 to 5
                    {support: {steps: [{for: 5s, skills: {Übung: 2}}]}} | queues.support.steps.1.skills.Übung is refused: skill must match
                    {support: {steps: [{for: 5s, agent: last, any: {a: 1}}]}} | take skills and any out
                    {support: {steps: [{for: 2d}]}} | queues.support.steps.1.for must be a day at most
                    {support: {steps: [last]}} | must be a list of sections
                    {Support: {}} | queues.Support is refused: a queue must match
                    {support: {step: 1}} | unknown key queues.support.step
                    {support: {hours: offcie}} | recaller.yaml:5: queues.support.hours names opening hours that are not there: offcie; add hours.offcie
                    {support: {greeting: Hello}} | queues.support.greeting must be a text by language, such as {en: Please wait.}
                    {support: {greeting: {english: Hi}}} | queues.support.greeting.english is refused: language must be like en
                    {support: {greeting: {en: "It is {place}"}}} | queues.support.greeting.en may hold no {place}: nothing is filled in here
                    {support: {greeting: {en: "It is {"}}} | queues.support.greeting.en is refused
                    {support: {greeting: {ru: " "}}} | queues.support.greeting.ru is empty
                    {support: {music: "a,b"}} | queues.support.music must be a class of musiconhold.conf
                    {support: {announce-every: often}} | queues.support.announce-every must be a duration
                    {support: {longest-wait: 0s}} | queues.support.longest-wait must be a duration
                    {support: {service-level: {within: 20s, target: 80}}} | queues.support.service-level.target must be a share from 0 to 1
                    {support: {service-level: 20s}} | queues.support.service-level
                    {support: {ring-for: -5s}} | queues.support.ring-for must be a duration
                    {support: {overflow: ring-group}} | queues.support.overflow must be a section
                    {support: {overflow: {late: ring-group}}} | unknown key queues.support.overflow.late
                    {support: {overflow: {closed: end}}} | queues.support.overflow.closed must be ring-group, flow, call-back, voicemail, or a section
                    {support: {overflow: {closed: voice-mail}}} | queues.support.overflow.closed must be ring-group, flow, call-back, voicemail, or a section
                    {support: {overflow: {closed: {call-back: perhaps}}}} | queues.support.overflow.closed.call-back must be true or false
                    {support: {overflow: {closed: {call-back: true, then: call-back}}}} | queues.support.overflow.closed.then offers the call-back a second time
                    {support: {overflow: {unstaffed: {call-back: true, queue: slaes}}}, sales: {}} | leads to a queue that is not there: slaes; did you mean sales?
                    {a: {overflow: {closed: {call-back: true, queue: b}}}, b: {overflow: {closed: {queue: a}}}} | queues.a.overflow leads callers round for ever: a → b → a
                    {support: {voicemail: Speak.}} | queues.support.voicemail must be a text by language
                    {support: {voicemail: {en: ''}}} | queues.support.voicemail.en is empty
                    {support: {overflow: {closed: {message: {en: Bye.}}}}} | queues.support.overflow.closed must say where the contact goes on, once
                    {support: {overflow: {closed: {then: end}}}} | queues.support.overflow.closed ends the call without a word
                    {support: {overflow: {closed: {then: flow, queue: sales}}, }, sales: {}} | queues.support.overflow.closed must say where the contact goes on, once
                    {support: {overflow: {closed: {then: bye}}}} | queues.support.overflow.closed.then must be ring-group, flow, call-back, voicemail or end, not 'bye'
                    {support: {overflow: {closed: {queue: slaes}}}, sales: {}} | queues.support.overflow.closed leads to a queue that is not there: slaes; did you mean sales?
                    {a: {overflow: {closed: {queue: b}}}, b: {overflow: {longest-wait: {queue: a}}}} | queues.a.overflow leads callers round for ever: a → b → a; let one of them go to ring-group or a message
                    {main: {overflow: {unstaffed: {queue: main}}}} | queues.main.overflow leads callers round for ever: main → main
                    """)
    void aQueueThatCannotBeIsToldWithItsPlace(String queues, String told) {
        assertThatThrownBy(() -> read(LEAST + "queues: " + queues + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ring-group | RingGroup[]
                    voicemail | Voicemail[]
                    {message: {en: Bye.}, then: voicemail} | Voicemail[]
                    call-back | CallBack[declined=RingGroup[]]
                    {then: call-back} | CallBack[declined=RingGroup[]]
                    {call-back: true} | CallBack[declined=RingGroup[]]
                    {call-back: true, then: voicemail} | CallBack[declined=Voicemail[]]
                    {message: {en: Hm.}, call-back: true, queue: sales} | CallBack[declined=Queue[name=sales]]
                    {call-back: true, then: end} | CallBack[declined=End[]]
                    {call-back: false, then: flow} | Flow[]
                    """)
    void aQueueSaysWhereCallersGoOn(String overflow, String way) {
        var yaml = "queues: {support: {overflow: {unstaffed: %s}}, sales: {}}".formatted(overflow);

        assertThat(way(yaml, OverflowCause.UNSTAFFED)).isEqualTo(way);
    }

    @Test
    void whoDeclinesWhileTheQueueIsClosedIsLetGo() {
        var yaml = "queues: {support: {overflow: {closed: call-back, longest-wait: call-back}}}";

        assertThat(way(yaml, OverflowCause.CLOSED)).isEqualTo("CallBack[declined=End[]]");
        assertThat(way(yaml, OverflowCause.LONGEST_WAIT))
                .isEqualTo("CallBack[declined=RingGroup[]]");
    }

    private static String way(String queues, OverflowCause cause) {
        var plan = read(LEAST + queues, Map.of()).routing().plans().of(new QueueName("support"));
        return plan.at(cause).orElseThrow().way().toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{longest: 6m} | voicemail.longest must be 5m at most",
                "{longest: 2s} | voicemail.longest must be a duration",
                "{silence: 1s} | voicemail.silence must be a duration",
                "{silence: 1m} | voicemail.silence must be 30s at most",
                "{shortest: 10s} | voicemail.shortest must be 5s at most",
                "{messages-a-day: 0} | voicemail.messages-a-day",
                "{wait: 30m} | voicemail.wait must be a duration",
                "{wait: 367d} | voicemail.wait must be 366d at most",
                "{keep: 2y} | voicemail.keep must be a duration",
                "{keep: 1000d} | voicemail.keep must be 366d at most",
                "{longset: 1m} | unknown key voicemail.longset"
            })
    void messagesThatCannotBeAreToldWithTheirKey(String given, String told) {
        assertThatThrownBy(() -> read(LEAST + "voicemail: " + given + "\n", Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(told);
    }

    @Test
    void aTextThatCannotBeSaidIsOneMistakeAndNotThree() {
        var yaml =
                LEAST
                        + "queues: {a: {overflow: {closed: {message: {en: 'At {when}.'}, then:"
                        + " end}}}}";

        assertThatThrownBy(() -> read(yaml, Map.of())).message().hasLineCount(1);
    }

    @Test
    void noAgentIsOfferedACallWhereTheirCapacityForCallsIsNone() {
        var settings = read(LEAST + "routing: {capacity: {phone: 0}}\n", Map.of());

        assertThat(settings.hasTelephone()).isTrue();
        assertThat(settings.routing().rules().capacity().hasCalls()).isFalse();
    }
}
