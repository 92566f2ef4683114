package io.recaller.skill;

import java.util.Map;
import java.util.TreeMap;

/**
 * A requirement as settings and flows write it: skill names may hold <code>{language}</code>.
 *
 * @param all every one of them is asked, with the lowest proficiency that will do
 * @param any one of them is enough; empty: nothing more is asked
 */
public record SkillTemplate(Map<String, Integer> all, Map<String, Integer> any) {
    /** Nothing is asked. */
    public static final SkillTemplate NONE = new SkillTemplate(Map.of(), Map.of());

    private static final String LANGUAGE = "{language}";

    public SkillTemplate {
        all = Map.copyOf(all);
        any = Map.copyOf(any);
    }

    /**
     * For one contact.
     *
     * @param language of the contact, a BCP 47 tag
     */
    public Requirement in(String language) {
        return new Requirement(filled(all, language), filled(any, language));
    }

    /** A skill's name as it would be of a contact in English: to see whether it can be one. */
    public static String example(String name) {
        return name.replace(LANGUAGE, "en");
    }

    private static TreeMap<Skill, Proficiency> filled(
            Map<String, Integer> levels, String language) {
        var filled = new TreeMap<Skill, Proficiency>();
        levels.forEach((name, level) ->
                filled.merge(
                        new Skill(name.replace(LANGUAGE, language)),
                        new Proficiency(level),
                        Proficiency::higher));
        return filled;
    }
}
