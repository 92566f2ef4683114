package io.recaller.routing.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.agent.AgentId;
import io.recaller.db.generated.tables.records.WaitingContactRecord;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jooq.JSONB;

/** What a contact wants of an agent, as its row in the queue keeps it. */
public final class WishRow {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, UUID>> AGENTS = new TypeReference<>() {};

    private WishRow() {}

    static void write(WaitingContactRecord row, Wish wish) {
        row.setQueue(wish.queue().slug());
        row.setRequirement(SkillLevels.toJson(wish.asked().minimums()));
        row.setAnyOf(SkillLevels.toJson(wish.asked().anyOf()));
        row.setLanguage(wish.language());
        row.setPreferred(agents(wish.preferred()));
    }

    public static Wish read(WaitingContactRecord row) {
        var asked =
                new Requirement(
                        SkillLevels.ofJson(row.getRequirement()),
                        SkillLevels.ofJson(row.getAnyOf()));
        return new Wish(
                new QueueName(row.getQueue()),
                asked,
                row.getLanguage(),
                agents(row.getPreferred()));
    }

    private static JSONB agents(Map<Preference, AgentId> preferred) {
        var ids = new TreeMap<String, UUID>();
        preferred.forEach((why, agent) -> ids.put(why.slug(), agent.value()));
        try {
            return JSONB.valueOf(JSON.writeValueAsString(ids));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<Preference, AgentId> agents(JSONB json) {
        try {
            var agents = new EnumMap<Preference, AgentId>(Preference.class);
            JSON.readValue(json.data(), AGENTS)
                    .forEach((why, id) -> agents.put(Preference.ofSlug(why), new AgentId(id)));
            return agents;
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("not preferred agents: " + json.data(), damaged);
        }
    }
}
