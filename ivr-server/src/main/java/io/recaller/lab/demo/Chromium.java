package io.recaller.lab.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One page in a browser without a window, steered by its DevTools protocol. For one thread. Waits
 * are bounded.
 */
final class Chromium implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration OFTEN = Duration.ofMillis(100);

    /** The companion page's inside. */
    private static final String ROOT = "document.querySelector('companion-page')?.shadowRoot";

    private final HttpClient http = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Process process;
    private final WebSocket socket;
    private int sent;

    private Chromium(Process process, Path folder) throws IOException, InterruptedException {
        this.process = process;
        this.socket = connect(folder);
    }

    /** The program, where there is one. */
    static Optional<Path> find(Map<String, String> environment) {
        var named = Optional.ofNullable(environment.get("RECALLER_CHROMIUM")).map(Path::of);
        var usual =
                Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of("/usr/bin", name));
        return Stream.concat(named.stream(), usual).filter(Files::isExecutable).findFirst();
    }

    /**
     * Starts it.
     *
     * @param folder that is its own
     */
    static Chromium open(Path program, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve("DevToolsActivePort"));
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(
                List.of(
                        "--headless=new",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--lang=en",
                        "--window-size=390,844",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox"); // which root may not have
        }
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            return new Chromium(process, folder);
        } catch (IOException | RuntimeException failure) {
            process.destroy();
            throw failure;
        }
    }

    private WebSocket connect(Path folder) throws IOException, InterruptedException {
        var told = folder.resolve("DevToolsActivePort");
        awaitTrue("the browser to start", SOON, () -> Files.exists(told) && Files.size(told) > 0);
        var port = Files.readAllLines(told).getFirst();
        var list = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"));
        var pages = http.send(list.build(), HttpResponse.BodyHandlers.ofString()).body();
        for (var page : JSON.readTree(pages)) {
            if (page.path("type").asText().equals("page")) {
                return http.newWebSocketBuilder()
                        .connectTimeout(SOON)
                        .buildAsync(
                                URI.create(page.path("webSocketDebuggerUrl").asText()),
                                new Ear(answers))
                        .join();
            }
        }
        throw new IOException("the browser has no page");
    }

    void visit(String address) throws IOException, InterruptedException {
        var _ = ask("Page.navigate", Map.of("url", address));
    }

    /** Presses a button once it is there and may be pressed. */
    void press(String words) throws IOException, InterruptedException {
        await(
                "a button " + words,
                "(() => { const it = [...ROOT.querySelectorAll('button')].find((each) => !each.disabled"
                        + " && each.textContent.trim().replace(/\\s+/g, ' ') === WORDS); it?.click();"
                        + " return Boolean(it); })()",
                words);
    }

    /** Writes into the field and sends it. */
    void write(String text) throws IOException, InterruptedException {
        await(
                "a field",
                "(() => { const it = ROOT.querySelector('#value'); if (!it) return false; it.focus();"
                        + " it.value = WORDS; it.dispatchEvent(new Event('input')); it.form.requestSubmit();"
                        + " return true; })()",
                text);
    }

    /** Waits until these words come in sight, for as long as a caller may listen before. */
    void awaitWords(String words) throws IOException, InterruptedException {
        var script = script("ROOT.querySelector('main').innerText.includes(WORDS)", words);
        awaitTrue("the words " + words, LONG, () -> isTrue(script));
    }

    private void await(String what, String script, String words)
            throws IOException, InterruptedException {
        var expression = script(script, words);
        awaitTrue(what, SOON, () -> isTrue(expression));
    }

    private static String script(String script, String words) throws IOException {
        return "Boolean(ROOT) && "
                .concat(script)
                .replace("ROOT", ROOT)
                .replace("WORDS", JSON.writeValueAsString(words));
    }

    private boolean isTrue(String expression) throws IOException, InterruptedException {
        return ask("Runtime.evaluate", Map.of("expression", expression))
                .at("/result/result/value")
                .asBoolean();
    }

    private JsonNode ask(String method, Map<String, String> parameters)
            throws IOException, InterruptedException {
        var id = ++sent;
        var request = JSON.createObjectNode().put("id", id).put("method", method);
        request.set("params", JSON.valueToTree(parameters));
        socket.sendText(request.toString(), true).join();
        while (true) {
            var answer = answers.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("the browser does not answer");
            }
            var json = JSON.readTree(answer);
            if (json.path("id").asInt() == id) {
                return json;
            }
        }
    }

    /** Something that may be asked again and again. */
    @FunctionalInterface
    private interface Question {
        boolean isSo() throws IOException, InterruptedException;
    }

    private static void awaitTrue(String what, Duration within, Question question)
            throws IOException, InterruptedException {
        var until = System.nanoTime() + within.toNanos();
        while (!question.isSo()) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("waited in vain for " + what);
            }
            Thread.sleep(OFTEN);
        }
    }

    /** Puts pieces together. */
    private static final class Ear implements WebSocket.Listener {
        private final LinkedBlockingQueue<String> answers;
        private final StringBuilder piece = new StringBuilder();

        private Ear(LinkedBlockingQueue<String> answers) {
            this.answers = answers;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
            piece.append(text);
            if (isLast) {
                answers.add(piece.toString());
                piece.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        var _ =
                process.onExit()
                        .completeOnTimeout(process, SOON.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .destroyForcibly();
        http.shutdownNow();
    }
}
