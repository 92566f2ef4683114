package io.recaller;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.asterisk.prompt.CommandSynthesizer;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.asterisk.prompt.Recordings;
import io.recaller.asterisk.prompt.Voice;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.waiting.StillWaiting;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowPrompts;
import io.recaller.settings.Settings;
import io.recaller.speech.Prompt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes the prompt store that the settings describe. */
public final class PromptShop {
    /** A caller waits no longer than this for words that could not be rendered ahead. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private PromptShop() {}

    static Prompts of(Settings settings, MeterRegistry meters) {
        var voice = voice(settings);
        return new Prompts(
                folder(settings),
                voice,
                new CommandSynthesizer(voice),
                settings.speaking().recordings().map(Recordings::in).orElseGet(Recordings::none),
                PATIENCE,
                Runtime.getRuntime().availableProcessors(),
                meters);
    }

    public static Path folder(Settings settings) {
        return settings.folder().resolve("prompts");
    }

    public static Voice voice(Settings settings) {
        var speaking = settings.speaking();
        var usual = Voice.espeak();
        List<String> command = speaking.command().orElse(usual.command());
        return new Voice(
                command, speaking.voices(), speaking.rate(), usual.pitch(), usual.within());
    }

    /** Renders what the flows and the queues can be known to say, with progress. */
    static void renderAhead(
            Prompts prompts, Settings settings, Collection<Flow> flows, Consumer<String> progress) {
        var wanted = wanted(settings, flows);
        progress.accept("preparing " + wanted.size() + " prompts");
        prompts.renderAhead(
                wanted,
                step -> {
                    if (step.done() % 50 == 0) {
                        progress.accept("  " + step.done() + " of " + step.total());
                    }
                });
    }

    /** What we say ourselves of other doors, where a flow leads to any. */
    private static List<Prompt> switching(Collection<Flow> flows) {
        return Conversations.besidePage(
                flows.stream()
                        .filter(Flow::switches)
                        .flatMap(flow -> flow.languages().stream())
                        .distinct()
                        .toList());
    }

    /** What can be known beforehand to be said. */
    static Set<Prompt> wanted(Settings settings, Collection<Flow> flows) {
        var wanted =
                flows.stream()
                        .flatMap(flow -> FlowPrompts.of(flow).stream())
                        .collect(Collectors.toCollection(HashSet::new));
        var languages =
                flows.stream()
                        .flatMap(flow -> flow.languages().stream())
                        .collect(Collectors.toSet());
        wanted.addAll(Conversations.prompts(languages));
        wanted.addAll(switching(flows));
        wanted.addAll(StillWaiting.prompts(settings.routing().plans(), languages));
        wanted.addAll(CallbackParts.prompts(settings, languages));
        wanted.addAll(VoicemailParts.prompts(settings, languages));
        wanted.addAll(NoticeParts.prompts(settings, languages));
        if (settings.goingOn().isSpoken()) {
            languages.forEach(each -> wanted.addAll(new GoingOnWords(each).prompts()));
        }
        return wanted;
    }
}
