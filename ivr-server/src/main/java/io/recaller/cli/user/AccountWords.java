package io.recaller.cli.user;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.agent.AgentAccount;
import io.recaller.agent.Availability;
import io.recaller.cli.terminal.Columns;
import io.recaller.cli.terminal.WallTime;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** Agents told to who administers them. */
public final class AccountWords {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountWords() {}

    /** A line each, in columns. */
    static void table(PrintStream out, List<AgentAccount> accounts) {
        var columns = new Columns("login", "name", "phone", "now", "skills");
        accounts.forEach(account -> columns.row(row(account)));
        columns.lines().forEach(out::println);
    }

    private static List<String> row(AgentAccount account) {
        return List.of(
                account.agent().login(),
                account.agent().name(),
                phone(account),
                account.disabledAt().isPresent() ? "disabled" : now(account.availability()),
                skills(account));
    }

    /** One agent, a line for each thing; times as the zone has them. */
    static void lines(PrintStream out, AgentAccount account, ZoneId zone) {
        out.println("login:    " + account.agent().login());
        out.println("name:     " + account.agent().name());
        out.println("phone:    " + phone(account));
        out.println("skills:   " + skills(account));
        out.println(
                "now:      "
                        + now(account.availability())
                        + " since "
                        + WallTime.of(account.since(), zone));
        out.println(
                "sign-in:  "
                        + account.disabledAt()
                                .map(since -> "disabled since " + WallTime.of(since, zone))
                                .orElse("allowed"));
    }

    static String phone(AgentAccount account) {
        return account.phone()
                .map(phone ->
                        phone.endpoint() + phone.asteriskSystem().map(of -> " at " + of).orElse(""))
                .orElse("none");
    }

    private static String skills(AgentAccount account) {
        var skills =
                account.agent().skills().entrySet().stream()
                        .map(held -> held.getKey().name() + "=" + held.getValue().level())
                        .collect(Collectors.joining(" "));
        return skills.isEmpty() ? "none" : skills;
    }

    private static String now(Availability availability) {
        return switch (availability) {
            case Availability.LoggedOut _ -> "signed out";
            case Availability.Ready _ -> "ready";
            case Availability.NotReady(var reason) -> "not ready (" + reason.words() + ")";
        };
    }

    /** One agent, for programs. */
    static ObjectNode json(AgentAccount account) {
        var json =
                JSON.createObjectNode()
                        .put("login", account.agent().login())
                        .put("name", account.agent().name());
        account.phone()
                .ifPresent(phone -> {
                    json.put("phone", phone.endpoint());
                    phone.asteriskSystem().ifPresent(of -> json.put("asterisk", of));
                });
        var skills = json.putObject("skills");
        account.agent().skills().forEach((skill, held) -> skills.put(skill.name(), held.level()));
        switch (account.availability()) {
            case Availability.LoggedOut _ -> json.put("state", "logged-out");
            case Availability.Ready _ -> json.put("state", "ready");
            case Availability.NotReady(var reason) ->
                    json.put("state", "not-ready").put("reason", reason.slug());
        }
        json.put("since", account.since().toString());
        account.disabledAt().ifPresent(since -> json.put("disabledAt", since.toString()));
        return json;
    }
}
