package io.recaller.routing.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.JSONB;

/** Least proficiencies as rows carry them: <code>{"billing": 3, "language:ru": 2}</code>. */
final class SkillLevels {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Integer>> LEVELS = new TypeReference<>() {};

    private SkillLevels() {}

    static JSONB toJson(Map<Skill, Proficiency> minimums) {
        var levels = new TreeMap<String, Integer>();
        minimums.forEach((skill, minimum) -> levels.put(skill.name(), minimum.level()));
        try {
            return JSONB.valueOf(JSON.writeValueAsString(levels));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static SortedMap<Skill, Proficiency> ofJson(JSONB json) {
        try {
            var minimums = new TreeMap<Skill, Proficiency>();
            JSON.readValue(json.data(), LEVELS)
                    .forEach((skill, level) ->
                            minimums.merge(
                                    new Skill(skill), new Proficiency(level), Proficiency::higher));
            return minimums;
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("not a requirement: " + json.data(), damaged);
        }
    }
}
