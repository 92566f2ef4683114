package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.db.Storable;
import io.recaller.desk.session.SessionHash;
import io.recaller.desk.session.SessionKey;
import io.recaller.desk.session.Sessions;
import io.recaller.http.BodyCoding;
import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sign-in, sign-out, and who the cookie of a request belongs to. */
final class SignIn {
    static final String COOKIE = "recaller_desk";

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);
    private static final int LONGEST_BODY = 2048;

    private final AgentDesk agents;
    private final Sessions sessions;
    private final OffLoop offLoop;
    private final DeskSettings settings;
    private final InstantSource clock;
    private final Consumer<SessionHash> signedOut;
    private final SecureRandom random = new SecureRandom();
    private final SignInLimit limit = new SignInLimit(20);

    /**
     * @param signedOut told of every session that ends, to close its sockets
     */
    SignIn(
            AgentDesk agents,
            Sessions sessions,
            OffLoop offLoop,
            DeskSettings settings,
            InstantSource clock,
            Consumer<SessionHash> signedOut) {
        this.agents = agents;
        this.sessions = sessions;
        this.offLoop = offLoop;
        this.settings = settings;
        this.clock = clock;
        this.signedOut = signedOut;
    }

    void mount(Router router) {
        var path = "/desk/session";
        router.get(path).handler(this::show);
        router.post(path).handler(SameOrigin::require).handler(SignIn::requireUtf8);
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
                .handler(this::begin);
        router.delete(path).handler(SameOrigin::require).handler(this::end);
    }

    /** A password in other letters would be a wrong one. */
    private static void requireUtf8(RoutingContext http) {
        if (BodyCoding.isUtf8(
                Objects.requireNonNullElse(http.request().getHeader("Content-Type"), ""))) {
            http.next();
        } else {
            HttpProblem.OTHER_LETTERS.answer(http);
        }
    }

    /** Who asks; empty when the cookie is missing or its session has ended. */
    Future<Optional<Agent>> agent(RoutingContext http) {
        return key(http)
                .map(key -> offLoop.call(() -> agentOf(key.hash())))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** The agent of a session that has not ended. Blocks. */
    Optional<Agent> agentOf(SessionHash session) {
        return sessions.agent(session, clock.instant()).flatMap(agents::agent);
    }

    Optional<SessionKey> key(RoutingContext http) {
        return Optional.ofNullable(http.request().getCookie(COOKIE))
                .map(cookie -> new SessionKey(cookie.getValue()));
    }

    private void show(RoutingContext http) {
        agent(http)
                .onSuccess(agent ->
                        agent.ifPresentOrElse(
                                found -> answer(http, found),
                                () -> HttpProblem.SIGNED_OUT.answer(http)))
                .onFailure(failure -> unavailable(http, failure));
    }

    private void begin(RoutingContext http) {
        var credentials = credentials(http);
        if (credentials.isEmpty()) {
            HttpProblem.BAD_REQUEST.answer(http);
            return;
        }
        var address = client(http);
        var wait = limit.wait(address, clock.instant());
        if (wait.isPositive()) {
            tooMany(http, wait);
            return;
        }
        offLoop.call(() -> signIn(credentials.get()))
                .onSuccess(attempt -> answer(http, address, attempt))
                .onFailure(failure -> unavailable(http, failure));
    }

    private String client(RoutingContext http) {
        var request = http.request();
        return settings.proxies()
                .clientOf(
                        request.remoteAddress().hostAddress(),
                        request.headers().getAll("X-Forwarded-For"));
    }

    private Attempt signIn(Credentials credentials) {
        var entry =
                agents.signIn(credentials.login(), credentials.password(), credentials.station());
        var key = SessionKey.random(random);
        if (entry instanceof AgentDesk.Entry.Welcome(var agent)) {
            sessions.begin(key.hash(), agent.id(), clock.instant().plus(settings.sessionFor()));
        }
        return new Attempt(entry, key);
    }

    private void answer(RoutingContext http, String address, Attempt attempt) {
        switch (attempt.entry()) {
            case AgentDesk.Entry.Welcome(var agent) -> {
                limit.succeeded(address);
                welcome(http, agent, attempt.key());
            }
            case AgentDesk.Entry.Refused() -> {
                limit.failed(address, clock.instant());
                log.atInfo().addKeyValue("address", address).log("desk sign-in refused");
                HttpProblem.WRONG.answer(http);
            }
            case AgentDesk.Entry.Locked(var until) ->
                    tooMany(http, Duration.between(clock.instant(), until));
            case AgentDesk.Entry.NoSuchPhone() -> HttpProblem.NO_SUCH_PHONE.answer(http);
            case AgentDesk.Entry.PhoneTaken() -> HttpProblem.PHONE_TAKEN.answer(http);
        }
    }

    private void welcome(RoutingContext http, Agent agent, SessionKey key) {
        http.response().addCookie(cookie(http, key.secret(), settings.sessionFor()));
        log.atInfo().addKeyValue("agent", agent.id()).log("agent signed in");
        answer(http, agent);
    }

    private static void tooMany(RoutingContext http, Duration wait) {
        var seconds = Math.max(0, wait.toSeconds()) + 1;
        http.response().putHeader("Retry-After", String.valueOf(seconds));
        HttpProblem.TOO_MANY.answer(http);
    }

    private void end(RoutingContext http) {
        var key = key(http);
        http.response().addCookie(cookie(http, "", Duration.ZERO));
        if (key.isEmpty()) {
            http.response().setStatusCode(204).end();
            return;
        }
        var session = key.get().hash();
        offLoop.call(() -> signOut(session))
                .onSuccess(_ -> {
                    signedOut.accept(session);
                    http.response().setStatusCode(204).end();
                })
                .onFailure(failure -> unavailable(http, failure));
    }

    private Optional<AgentId> signOut(SessionHash session) {
        var agent = sessions.agent(session, clock.instant());
        sessions.end(session);
        agent.ifPresent(agents::signedOut);
        return agent;
    }

    private Cookie cookie(RoutingContext http, String value, Duration lasts) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/desk")
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(settings.secureCookie() || http.request().isSSL())
                .setMaxAge(lasts.toSeconds());
    }

    private static void answer(RoutingContext http, Agent agent) {
        http.response()
                .putHeader("Content-Type", "application/json")
                .end(Message.agent(agent).encode());
    }

    private static void unavailable(RoutingContext http, Throwable failure) {
        log.atWarn().addKeyValue("error", failure.toString()).log("desk request failed");
        HttpProblem.UNAVAILABLE.answer(http);
    }

    private static Optional<Credentials> credentials(RoutingContext http) {
        try {
            var json = http.body().asJsonObject();
            if (json == null) {
                return Optional.empty();
            }
            var login = json.getString("login", "").strip();
            var password = json.getString("password", "");
            var station = json.getString("station", "");
            var unfit = Stream.of(login, password, station).anyMatch(Credentials::isUnfit);
            return login.isEmpty() || password.isEmpty() || unfit
                    ? Optional.empty()
                    : Optional.of(new Credentials(login, password, station));
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }

    private record Credentials(String login, String password, String station) {
        /** Nobody's login, password or phone: the database could not even look for it. */
        static boolean isUnfit(String text) {
            return Storable.flawOfKey(text).isPresent();
        }

        @Override
        public String toString() {
            return "Credentials[" + login + "]";
        }
    }

    private record Attempt(AgentDesk.Entry entry, SessionKey key) {}
}
