package io.recaller.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.JSONB;

/** A requirement as rows carry it: <code>{"billing": 3, "language:ru": 2}</code>. */
final class Requirements {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Integer>> LEVELS = new TypeReference<>() {};

    private Requirements() {}

    static JSONB toJson(Requirement requirement) {
        var levels = new TreeMap<String, Integer>();
        requirement
                .minimums()
                .forEach((skill, minimum) -> levels.put(skill.name(), minimum.level()));
        try {
            return JSONB.valueOf(JSON.writeValueAsString(levels));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Requirement ofJson(JSONB json) {
        try {
            var minimums = new TreeMap<Skill, Proficiency>();
            JSON.readValue(json.data(), LEVELS)
                    .forEach((skill, level) ->
                            minimums.put(new Skill(skill), new Proficiency(level)));
            return new Requirement(minimums);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("not a requirement: " + json.data(), damaged);
        }
    }
}
