package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.agent.Availability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Agents sign in, sit at a telephone and sign out; nobody else listens. */
class DeskSessionsTest {
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    @AutoClose private final DeskServer server = new DeskServer(now::get);
    private final DeskClient page = server.page();

    @Test
    void theSessionCookieCanNeitherBeReadByScriptsNorSentByOtherSites() {
        var response = page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Dana Seitkali");
        assertThat(response.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie)
                                .containsIgnoringCase("HttpOnly")
                                .contains("SameSite=Strict", "Path=/desk"));
        assertThat(server.agents().state()).isInstanceOf(Availability.NotReady.class);
    }

    @Test
    void aWrongPasswordSaysNothingMore() {
        var response = page.signIn("dana", "wrong horse");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.body()).contains("wrong-password").doesNotContain("dana");
        assertThat(page.get("/desk/session").statusCode()).isEqualTo(401);
    }

    @Test
    void aLoginOrPhoneThatNobodyCanHaveIsTheSendersMistakeAndNotTheDatabases() {
        for (var wrong : new String[] {"dana\0", "\0"}) {
            assertThat(page.signIn(wrong, "guess").statusCode()).isEqualTo(400);
            assertThat(page.signIn("dana", wrong).statusCode()).isEqualTo(400);
            assertThat(page.signInAt(wrong, "dana", MemoryAgents.PASSWORD).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void aPasswordInOtherLettersIsNotCalledWrong() {
        var other = page.signInAs("application/json; charset=windows-1251", "dana", "пароль");

        assertThat(other.statusCode()).isEqualTo(415);
        assertThat(other.body()).contains("UTF-8");
    }

    @Test
    void guessingPasswordsTakesLongerAndLonger() {
        for (int i = 0; i < 20; i++) {
            page.signIn("dana", "guess " + i);
        }

        var barred = page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(barred.statusCode()).isEqualTo(429);
        assertThat(barred.headers().firstValue("Retry-After")).hasValue("2");
        now.updateAndGet(instant -> instant.plusSeconds(2));
        assertThat(page.signIn("dana", MemoryAgents.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void whoGuessesBehindANamedProxyKeepsNobodyElseOut() {
        server.isBehind(Proxies.of(List.of("127.0.0.0/8")));
        server.restart();
        for (int i = 0; i < 25; i++) {
            page.signInThrough("10.9.9.9, 203.0.113.7", "dana", "guess " + i);
        }

        var guesser = page.signInThrough("10.1.1.1, 203.0.113.7", "dana", MemoryAgents.PASSWORD);
        var colleague = page.signInThrough("203.0.113.8", "dana", MemoryAgents.PASSWORD);

        assertThat(guesser.statusCode()).as("what it says of itself does not count").isEqualTo(429);
        assertThat(colleague.statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyEscapesTheLimitByNamingAnotherAddress() {
        for (int i = 0; i < 20; i++) {
            page.signInThrough("203.0.113." + i, "dana", "guess " + i);
        }

        assertThat(page.signInThrough("203.0.113.99", "dana", MemoryAgents.PASSWORD).statusCode())
                .isEqualTo(429);
    }

    @Test
    void anOfficeWherePeopleSignInIsNotLockedByThoseWhoMistype() {
        for (int i = 0; i < 60; i++) {
            page.signIn("dana", i % 10 == 9 ? MemoryAgents.PASSWORD : "mistyped " + i);
        }

        assertThat(page.signIn("dana", MemoryAgents.PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void aLockedLoginIsToldHowLongToWait() {
        server.agents().lock(now.get().plusSeconds(10));

        var locked = page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).hasValue("11");
    }

    @Test
    void nobodySitsAtAPhoneThatDoesNotExist() {
        var response = page.signInAt("phone-9", "dana", MemoryAgents.PASSWORD);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("no-such-phone");
        assertThat(page.signInAt("phone-1", "dana", MemoryAgents.PASSWORD).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherSiteCanNeitherSignInNorListen() {
        var foreign = page.signInFrom("https://evil.example", "dana", MemoryAgents.PASSWORD);
        page.signIn("dana", MemoryAgents.PASSWORD);

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> page.connectFrom("https://evil.example"))
                .hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void nobodyListensWithoutASession() {
        assertThatThrownBy(page::connect).hasMessageContaining("WebSocketHandshakeException");
    }

    @Test
    void signingOutClosesThePageAndEndsTheSession() {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        page.signOut();

        assertThat(wire.closeCode()).isEqualTo(4001);
        assertThat(page.get("/desk/session").statusCode()).isEqualTo(401);
        assertThat(server.agents().state()).isInstanceOf(Availability.LoggedOut.class);
    }

    @Test
    void aSessionEndsWithTheShift() {
        page.signIn("dana", MemoryAgents.PASSWORD);
        var wire = page.connect();

        now.updateAndGet(instant -> instant.plus(Duration.ofHours(13)));
        wire.send("ready");

        assertThat(wire.closeCode()).isEqualTo(4001);
        assertThat(server.agents().state()).isNotInstanceOf(Availability.Ready.class);
    }
}
