package io.recaller.recommendation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSONB;

/** How the parts of a score are written in rows. */
final class ScoreTermsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScoreTermsJson() {}

    static JSONB json(List<ScoreTerm> terms) {
        var array = JSON.createArrayNode();
        for (var term : terms) {
            var node = array.addObject().put("kind", term.kind().slug()).put("adds", term.adds());
            if (!term.of().isEmpty()) {
                node.put("of", term.of());
            }
            node.put("accepted", term.accepted()).put("answered", term.answered());
        }
        return JSONB.valueOf(array.toString());
    }

    /** Parts that only a newer server knows are left out: they must not cost an agent the card. */
    static List<ScoreTerm> read(String json) {
        try {
            var terms = new ArrayList<ScoreTerm>();
            for (var node : JSON.readTree(json)) {
                ScoreTerm.Kind.of(node.path("kind").asText())
                        .map(kind ->
                                new ScoreTerm(
                                        kind,
                                        node.path("of").asText(""),
                                        node.path("adds").asDouble(),
                                        node.path("accepted").asLong(),
                                        node.path("answered").asLong()))
                        .ifPresent(terms::add);
            }
            return terms;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row must hold the parts of a score", e);
        }
    }
}
