package io.recaller.routing.week;

import io.recaller.agent.AgentId;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Who calls and who works, the same for the same seed. */
final class Population {
    static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    /** Calls in a half hour of a Monday, from 8:00 to 20:00. */
    private static final int[] BY_HALF_HOUR = {
        30, 44, 60, 74, 82, 84, 80, 72, 62, 56, 54, 58, 64, 70, 74, 72, 66, 58, 50, 42, 34, 28, 22,
        16
    };

    private static final double[] BY_DAY = {1.0, 0.95, 0.9, 0.92, 0.98, 0.55, 0.4};
    private static final List<String> TOPICS =
            List.of("billing", "internet", "mobile", "tv", "business");
    private static final double[] OF_TOPICS = {0.32, 0.26, 0.22, 0.12, 0.08};
    private static final double[] TALK_OF_TOPICS = {170, 330, 210, 260, 300};
    private static final List<String> LANGUAGES = List.of("ru", "kk", "en");
    private static final double[] OF_LANGUAGES = {0.58, 0.34, 0.08};
    private static final double TALK_SPREAD = 0.65;
    private static final double PATIENCE_SECONDS = 420;

    private final Random random;

    Population(long seed) {
        this.random = new Random(seed);
    }

    /**
     * An agent and when they work.
     *
     * @param group the topic they know best, where everybody is in one group
     */
    record Worker(
            AgentId id, Map<Skill, Proficiency> skills, String group, List<Instant[]> shifts) {}

    List<Caller> callers(int days) {
        var callers = new ArrayList<Caller>();
        for (var day = 0; day < days; day++) {
            for (var half = 0; half < BY_HALF_HOUR.length; half++) {
                var begin = opening(day).plus(Duration.ofMinutes(30L * half));
                var rate = BY_HALF_HOUR[half] * BY_DAY[day % 7] / 1800.0;
                for (var at = exponential(1 / rate); at < 1800; at += exponential(1 / rate)) {
                    callers.add(caller(callers.size(), begin.plusMillis((long) (1000 * at))));
                }
            }
        }
        return callers;
    }

    private static Instant opening(int day) {
        return MONDAY.plusDays(day).atTime(8, 0).toInstant(ZoneOffset.UTC);
    }

    private Caller caller(int number, Instant at) {
        var topic = one(OF_TOPICS);
        var language = LANGUAGES.get(one(OF_LANGUAGES));
        var wanted =
                Requirement.of(
                        Map.of(
                                new Skill(TOPICS.get(topic)), new Proficiency(2),
                                new Skill("language:" + language), new Proficiency(2)));
        var talk = TALK_OF_TOPICS[topic] * Math.exp(TALK_SPREAD * random.nextGaussian());
        return new Caller(
                number,
                at,
                TOPICS.get(topic),
                language,
                wanted,
                seconds(exponential(PATIENCE_SECONDS)),
                seconds(talk));
    }

    /** Three shifts a day; at weekends fewer come. */
    List<Worker> workers(int number, int days) {
        var workers = new ArrayList<Worker>();
        for (var i = 0; i < number; i++) {
            var best = one(OF_TOPICS);
            workers.add(
                    new Worker(
                            new AgentId(new UUID(7, i)),
                            skills(best),
                            TOPICS.get(best),
                            shifts(i, days)));
        }
        return workers;
    }

    private List<Instant[]> shifts(int worker, int days) {
        var shifts = new ArrayList<Instant[]>();
        for (var day = 0; day < days; day++) {
            var weekday = MONDAY.plusDays(day).getDayOfWeek();
            var share = weekday == DayOfWeek.SATURDAY ? 6 : weekday == DayOfWeek.SUNDAY ? 4 : 10;
            if ((worker * 7 + day * 3) % 10 < share) {
                var late = List.of(0, 2, 4).get(worker % 3);
                var begin = opening(day).plus(Duration.ofHours(late));
                shifts.add(new Instant[] {begin, begin.plus(Duration.ofHours(8))});
            }
        }
        return shifts;
    }

    private Map<Skill, Proficiency> skills(int best) {
        var skills = new TreeMap<Skill, Proficiency>();
        skills.put(new Skill(TOPICS.get(best)), new Proficiency(3 + random.nextInt(3)));
        for (var topic : TOPICS) {
            if (random.nextInt(3) == 0) {
                skills.putIfAbsent(new Skill(topic), new Proficiency(1 + random.nextInt(4)));
            }
        }
        skills.put(new Skill("language:ru"), new Proficiency(2 + random.nextInt(4)));
        if (random.nextInt(2) == 0) {
            skills.put(new Skill("language:kk"), new Proficiency(2 + random.nextInt(4)));
        }
        if (random.nextInt(4) == 0) {
            skills.put(new Skill("language:en"), new Proficiency(1 + random.nextInt(5)));
        }
        return skills;
    }

    private int one(double[] shares) {
        var left = random.nextDouble();
        for (var i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }

    private double exponential(double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    private static Duration seconds(double number) {
        return Duration.ofMillis((long) (1000 * number));
    }
}
