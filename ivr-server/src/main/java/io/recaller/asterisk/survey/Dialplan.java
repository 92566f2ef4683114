package io.recaller.asterisk.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The steps of a dialplan by context, as {@code extensions.conf} writes them and as Asterisk tells
 * them (pbx/pbx_config.c, pbx_load_config).
 */
record Dialplan(Map<String, List<Step>> contexts) {
    private static final Pattern CONTEXT = Pattern.compile("\\[([^]]+)].*");
    private static final Pattern STEP =
            Pattern.compile("(exten|same)\\s*=>\\s*(.*)", Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(?<!\\\\);.*");

    /** One priority of an extension; a label shows in the {@code Goto}s that lead there. */
    record Step(String extension, int priority, String application, String data) {
        String place(String context) {
            return context + "," + extension + "," + priority;
        }
    }

    /** Reads what we ship: one step a line, and no other kinds of lines in our contexts. */
    static Dialplan parse(String text) {
        var contexts = new LinkedHashMap<String, List<Step>>();
        var steps = new ArrayList<Step>();
        for (var raw : text.lines().toList()) {
            var line = COMMENT.matcher(raw).replaceFirst("").strip();
            var context = CONTEXT.matcher(line);
            var step = STEP.matcher(line);
            if (context.matches()) {
                steps = new ArrayList<>();
                contexts.put(context.group(1), steps);
            } else if (step.matches()) {
                steps.add(
                        step.group(1).equals("exten")
                                ? first(step.group(2))
                                : next(steps.getLast(), step.group(2)));
            }
        }
        return new Dialplan(contexts);
    }

    private static Step first(String written) {
        var comma = written.indexOf(',');
        return step(written.substring(0, comma).strip(), 1, written.substring(comma + 1));
    }

    private static Step next(Step before, String written) {
        return step(before.extension(), before.priority() + 1, written);
    }

    private static Step step(String extension, int priority, String written) {
        var comma = written.indexOf(',');
        var call = written.substring(comma + 1).strip();
        var open = call.indexOf('(');
        return open < 0
                ? new Step(extension, priority, call, "")
                : new Step(
                        extension,
                        priority,
                        call.substring(0, open),
                        call.substring(open + 1, call.lastIndexOf(')')));
    }
}
