package io.recaller.cli.user;

import io.recaller.agent.Accounts;
import io.recaller.agent.AgentAccount;
import io.recaller.agent.Login;
import io.recaller.cli.option.UsageException;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.text.Excerpt;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is typed of an agent, read; what cannot be meant is told with the remedy. */
public final class GivenAgent {
    static final int LONGEST_NAME = 200;

    private static final int LONGEST_EXCERPT = 40;
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern SKILL = Pattern.compile("[a-z][a-z0-9_:-]{0,62}");

    private GivenAgent() {}

    /** Whatever spaces there are: one each, none around. */
    static String text(String given) {
        return SPACES.matcher(given).replaceAll(" ").strip();
    }

    static String excerpt(String given) {
        return Excerpt.of(given, LONGEST_EXCERPT).replace('\n', ' ');
    }

    static Login login(String given) {
        return Login.of(text(given))
                .orElseThrow(() ->
                        new UsageException(
                                "'"
                                        + excerpt(given)
                                        + "' cannot be a login: it has up to 63 letters a to z,"
                                        + " digits and . _ @ -, and begins with a letter or a"
                                        + " digit"));
    }

    /** Who is meant; nobody else changes them until the transaction ends. */
    static AgentAccount agent(Tx tx, String login) {
        return Login.of(text(login))
                .flatMap(known -> new Accounts().lock(tx, known))
                .orElseThrow(() ->
                        new UsageException(
                                "there is no agent "
                                        + excerpt(login)
                                        + "; 'recaller user list' shows who there is"));
    }

    static String name(String given) {
        var name = text(given);
        if (name.length() > LONGEST_NAME
                || Storable.flaw(name).isPresent()
                || name.codePoints().anyMatch(Character::isISOControl)
                || name.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new UsageException(
                    "--name must be what people call the agent: up to "
                            + LONGEST_NAME
                            + " characters in one line, letters among them");
        }
        return name;
    }

    /** What a new agent can do. */
    static Map<Skill, Proficiency> skills(Map<String, Integer> given) {
        var skills = new TreeMap<Skill, Proficiency>();
        given.forEach((name, level) -> skills.put(skill(name), proficiency(name, level, "")));
        return skills;
    }

    /** What an agent can do from now on: with {@code internet=0} that skill goes. */
    static Map<Skill, Proficiency> skills(
            Map<Skill, Proficiency> before, Map<String, Integer> given) {
        var skills = new TreeMap<>(before);
        given.forEach((name, level) -> {
            if (level == 0) {
                skills.remove(skill(name));
            } else {
                skills.put(skill(name), proficiency(name, level, "; 0 takes the skill away"));
            }
        });
        return skills;
    }

    private static Skill skill(String name) {
        if (!SKILL.matcher(name).matches()) {
            throw new UsageException(
                    "--skill "
                            + excerpt(name)
                            + ": a skill has up to 63 letters a to z, digits and - _ :, and begins"
                            + " with a letter; write it as in internet=4 or language:ru=5");
        }
        return new Skill(name);
    }

    private static Proficiency proficiency(String skill, int level, String more) {
        if (level < 1 || level > Proficiency.HIGHEST) {
            throw new UsageException(
                    "--skill "
                            + excerpt(skill)
                            + "="
                            + level
                            + ": proficiency is 1 (lowest) to "
                            + Proficiency.HIGHEST
                            + more);
        }
        return new Proficiency(level);
    }
}
