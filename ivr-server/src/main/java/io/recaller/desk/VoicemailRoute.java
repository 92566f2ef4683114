package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.voicemail.WavFile;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The message of a contact in an agent's hands, to be heard on the agent's page and nowhere else.
 */
final class VoicemailRoute {
    private static final Logger log = LoggerFactory.getLogger(VoicemailRoute.class);

    private final SignIn signIn;
    private final AgentDesk agents;
    private final OffLoop offLoop;

    VoicemailRoute(SignIn signIn, AgentDesk agents, OffLoop offLoop) {
        this.signIn = signIn;
        this.agents = agents;
        this.offLoop = offLoop;
    }

    void mount(Router router) {
        router.get("/desk/voicemail/:assignment").handler(this::play);
    }

    private void play(RoutingContext http) {
        signIn.agent(http)
                .onSuccess(agent ->
                        agent.ifPresentOrElse(
                                who -> play(http, who), () -> HttpProblem.SIGNED_OUT.answer(http)))
                .onFailure(failure -> unavailable(http, failure));
    }

    private void play(RoutingContext http, Agent agent) {
        var assignment = assignment(http.pathParam("assignment"));
        if (assignment.isEmpty()) {
            HttpProblem.NO_MESSAGE.answer(http);
            return;
        }
        offLoop.call(() -> agents.message(agent.id(), assignment.get()).map(WavFile::of))
                .onSuccess(wav ->
                        wav.ifPresentOrElse(
                                bytes -> answer(http, Buffer.buffer(bytes)),
                                () -> HttpProblem.NO_MESSAGE.answer(http)))
                .onFailure(failure -> unavailable(http, failure));
    }

    private static void answer(RoutingContext http, Buffer wav) {
        http.response()
                .putHeader("Content-Type", "audio/wav")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .end(wav);
    }

    private static Optional<AssignmentId> assignment(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new AssignmentId(UUID.fromString(text)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void unavailable(RoutingContext http, Throwable failure) {
        log.atWarn().addKeyValue("error", failure.toString()).log("message cannot be played");
        HttpProblem.UNAVAILABLE.answer(http);
    }
}
