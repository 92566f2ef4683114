package io.recaller.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jooq.JSONB;

/** How buttons are written in rows. */
final class ButtonsJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "key";
    private static final String LABEL = "label";

    private ButtonsJson() {}

    static JSONB write(List<Button> buttons) {
        var list = JSON.createArrayNode();
        buttons.forEach(
                button -> list.addObject().put(KEY, button.key()).put(LABEL, button.label()));
        return JSONB.valueOf(list.toString());
    }

    static List<Button> read(JSONB row) {
        try {
            var buttons = new ArrayList<Button>();
            for (var each : JSON.readTree(row.data())) {
                buttons.add(new Button(each.path(KEY).asText(), each.path(LABEL).asText()));
            }
            return buttons;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("buttons are a JSON array", e);
        }
    }
}
