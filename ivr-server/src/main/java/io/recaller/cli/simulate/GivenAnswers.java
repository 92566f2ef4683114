package io.recaller.cli.simulate;

import io.recaller.cli.option.UsageException;
import io.recaller.conversation.lookup.HttpLookUps;
import io.recaller.conversation.lookup.OutsideAnswers;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Turn;
import io.recaller.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Answers of other systems from files, for a simulated call: nobody is asked. */
public final class GivenAnswers implements OutsideAnswers {
    private final Map<String, Input> answers;
    private final Transcript transcript;

    private GivenAnswers(Map<String, Input> answers, Transcript transcript) {
        this.answers = Map.copyOf(answers);
        this.transcript = transcript;
    }

    /**
     * Reads the files.
     *
     * @param files by the look-up's name
     * @param results of the settings: by look-up, where in the answer a value stands. A look-up
     *     that is not there finds each value by its own name
     * @throws UsageException naming a look-up the flow has not, or a file that is no answer
     */
    static GivenAnswers of(
            Flow flow,
            Map<String, Path> files,
            Map<String, Map<String, String>> results,
            Transcript transcript) {
        var wanted = wanted(flow);
        var answers = new HashMap<String, Input>();
        files.forEach((name, file) -> {
            if (!wanted.containsKey(name)) {
                throw new UsageException(
                        "--look-up "
                                + name
                                + ": the flow has no such look-up"
                                + near(name, wanted));
            }
            answers.put(name, answer(name, file, results.getOrDefault(name, wanted.get(name))));
        });
        return new GivenAnswers(answers, transcript);
    }

    private static String near(String name, Map<String, ?> wanted) {
        return wanted.isEmpty()
                ? " and no other"
                : Nearest.to(name, wanted.keySet())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; it has " + String.join(", ", new TreeSet<>(wanted.keySet())));
    }

    /** The values each look-up of the flow is asked for, each under its own name. */
    private static Map<String, Map<String, String>> wanted(Flow flow) {
        var wanted = new HashMap<String, Map<String, String>>();
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.LookUp lookUp) {
                var names = wanted.computeIfAbsent(lookUp.source(), _ -> new HashMap<>());
                lookUp.result().values().forEach(name -> names.put(name, "/" + name));
            }
        }
        return wanted;
    }

    private static Input answer(String name, Path file, Map<String, String> results) {
        try {
            return HttpLookUps.answer(results, name, Files.readAllBytes(file));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new UsageException(
                    "--look-up "
                            + name
                            + ": "
                            + file
                            + " is no JSON (line "
                            + e.getLocation().getLineNr()
                            + "); write an answer such as {\"outage\": \"yes\"}");
        } catch (IOException _) {
            throw new UsageException(
                    "--look-up " + name + ": " + file + " cannot be read; check the path");
        }
    }

    @Override
    public Input ask(Turn.LookUp lookUp, String idempotencyKey) {
        var answer = answers.get(lookUp.source());
        if (answer == null) {
            transcript.note(
                    "the look-up "
                            + lookUp.source()
                            + " finds nothing; give an answer with --look-up "
                            + lookUp.source()
                            + "=FILE");
            return new Input.NotFound();
        }
        return answer;
    }
}
