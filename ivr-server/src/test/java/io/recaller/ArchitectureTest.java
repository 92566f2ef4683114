package io.recaller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds the package table of {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "io.recaller", importOptions = ArchitectureTest.OnlyTheProduct.class)
class ArchitectureTest {
    private static final String ROOT = "io.recaller.";

    private static final Set<String> BELOW_THE_DOORS =
            Set.of(
                    "channel",
                    "continuation",
                    "conversation",
                    "register",
                    "recommendation",
                    "learning",
                    "report",
                    "routing",
                    "callback",
                    "voicemail",
                    "message",
                    "notice",
                    "transfer",
                    "agent",
                    "experiment",
                    "flow",
                    "menu",
                    "customer",
                    "contact",
                    "db",
                    "skill",
                    "speech",
                    "hours",
                    "text",
                    "tls");

    private static final Set<String> OF_WEB_DOORS =
            Stream.concat(BELOW_THE_DOORS.stream(), Stream.of("http"))
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * Who may use whom; the roof ({@code cli}, {@code chore}, {@code doctor}, {@code backtest},
     * {@code settings}, {@code lab} and the root package) may use all, but nobody except the
     * commands needs the lab.
     */
    static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    entry("asterisk", BELOW_THE_DOORS),
                    entry("desk", OF_WEB_DOORS),
                    entry("gateway", OF_WEB_DOORS),
                    entry("api", OF_WEB_DOORS),
                    entry("http", Set.of("message")),
                    entry(
                            "conversation",
                            Set.of(
                                    "routing",
                                    "recommendation",
                                    "callback",
                                    "voicemail",
                                    "notice",
                                    "message",
                                    "register",
                                    "agent",
                                    "flow",
                                    "menu",
                                    "contact",
                                    "customer",
                                    "skill",
                                    "speech",
                                    "hours",
                                    "db")),
                    entry(
                            "channel",
                            Set.of(
                                    "conversation",
                                    "routing",
                                    "message",
                                    "notice",
                                    "agent",
                                    "flow",
                                    "contact",
                                    "customer",
                                    "speech",
                                    "hours",
                                    "db")),
                    entry(
                            "continuation",
                            Set.of(
                                    "conversation",
                                    "message",
                                    "flow",
                                    "contact",
                                    "customer",
                                    "speech",
                                    "db",
                                    "text")),
                    entry(
                            "register",
                            Set.of(
                                    "recommendation",
                                    "menu",
                                    "notice",
                                    "message",
                                    "agent",
                                    "contact",
                                    "customer",
                                    "db",
                                    "text")),
                    entry(
                            "routing",
                            Set.of(
                                    "callback",
                                    "agent",
                                    "customer",
                                    "contact",
                                    "db",
                                    "skill",
                                    "speech",
                                    "hours")),
                    entry("callback", Set.of("customer", "contact", "db")),
                    entry("voicemail", Set.of("customer", "contact", "db")),
                    entry("message", Set.of("customer", "contact", "db", "text", "speech")),
                    entry("notice", Set.of("message", "customer", "contact", "db", "speech")),
                    entry(
                            "transfer",
                            Set.of("routing", "agent", "customer", "contact", "db", "skill")),
                    entry("report", Set.of("routing", "transfer", "agent", "db")),
                    entry("recommendation", Set.of("experiment", "customer", "contact", "db")),
                    entry("agent", Set.of("db", "skill")),
                    entry(
                            "experiment",
                            Set.of("menu", "customer", "contact", "db", "skill", "speech")),
                    entry(
                            "flow",
                            Set.of(
                                    "menu",
                                    "customer",
                                    "contact",
                                    "skill",
                                    "speech",
                                    "hours",
                                    "text")),
                    entry("menu", Set.of("contact", "speech", "text")),
                    entry("learning", Set.of("menu", "contact", "customer", "db")),
                    entry("contact", Set.of("customer", "db", "speech")),
                    entry("customer", Set.of("db", "speech")),
                    entry("db", Set.of()),
                    entry("skill", Set.of("speech")),
                    entry("speech", Set.of()),
                    entry("hours", Set.of()),
                    entry("text", Set.of()),
                    entry("tls", Set.of()));

    private static final Set<String> ROOF =
            Set.of("", "cli", "chore", "doctor", "backtest", "settings", "lab");

    /** The wings of the largest rooms: who of them may use whom. */
    private static final Map<String, Map<String, Set<String>>> WINGS =
            Map.ofEntries(
                    entry(
                            "desk",
                            Map.of(
                                    "card",
                                    Set.of(),
                                    "session",
                                    Set.of(),
                                    "",
                                    Set.of("card", "session"))),
                    entry("message", Map.of("file", Set.of(), "", Set.of("file"))),
                    entry(
                            "gateway",
                            Map.of(
                                    "sms.smpp", Set.of("sms", "call", "hook"),
                                    "sms.http", Set.of("sms", "call", "hook"),
                                    "form", Set.of("call", "hook"),
                                    "mail", Set.of("call", "hook"),
                                    "viber", Set.of("call", "hook"),
                                    "vk", Set.of("call", "hook"),
                                    "telegram", Set.of("call", "hook"),
                                    "meta", Set.of("call", "hook"))),
                    entry(
                            "settings",
                            Map.of(
                                    "file",
                                    Set.of(),
                                    "queue",
                                    Set.of("file"),
                                    "",
                                    Set.of("file", "queue"))),
                    entry("menu", Map.of("", Set.of(), "planner", Set.of(""))),
                    entry(
                            "asterisk",
                            Map.of(
                                    "",
                                    Set.of(),
                                    "prompt",
                                    Set.of(),
                                    "agi",
                                    Set.of("", "prompt"),
                                    "ami.wire",
                                    Set.of("", "agi"),
                                    "ami",
                                    Set.of("", "agi", "prompt", "ami.wire"),
                                    "survey",
                                    Set.of("ami", "ami.wire", "prompt"))),
                    entry(
                            "channel",
                            Map.of(
                                    "",
                                    Set.of(),
                                    "health",
                                    Set.of(""),
                                    "agent",
                                    Set.of(""),
                                    "inbound",
                                    Set.of("", "agent"),
                                    "outbound",
                                    Set.of("", "agent", "health"))),
                    entry(
                            "contact",
                            Map.of(
                                    "",
                                    Set.of(),
                                    "reported",
                                    Set.of(""),
                                    "fact",
                                    Set.of(""),
                                    "history",
                                    Set.of("", "fact"),
                                    "context",
                                    Set.of("", "fact", "history"),
                                    "retention",
                                    Set.of(""))),
                    entry(
                            "routing",
                            Map.of(
                                    "step",
                                    Set.of(),
                                    "match",
                                    Set.of("step"),
                                    "plan",
                                    Set.of("match", "step"),
                                    "assignment",
                                    Set.of("match", "step"),
                                    "queue",
                                    Set.of("match", "step", "assignment"),
                                    "ring",
                                    Set.of("match", "assignment"),
                                    "",
                                    Set.of("match", "step", "plan", "assignment", "ring", "queue"),
                                    "board",
                                    Set.of("", "match", "step", "plan", "assignment", "queue"),
                                    "estimate",
                                    Set.of("", "match", "step", "plan", "assignment", "queue"),
                                    "history",
                                    Set.of("", "assignment", "queue"))),
                    entry(
                            "customer",
                            Map.of(
                                    "", Set.of(),
                                    "handle", Set.of(""),
                                    "field", Set.of(""),
                                    "pin", Set.of(""),
                                    "identity", Set.of("", "handle", "field", "pin"))),
                    entry(
                            "flow",
                            Map.of(
                                    "", Set.of(),
                                    "yaml", Set.of(""),
                                    "timing", Set.of(""),
                                    "engine", Set.of("", "timing"),
                                    "check", Set.of("", "timing"))),
                    entry(
                            "conversation",
                            Map.of(
                                    "dialogue", Set.of(),
                                    "lookup", Set.of(),
                                    "context", Set.of("dialogue"),
                                    "ending", Set.of("dialogue"),
                                    "", Set.of("dialogue", "lookup", "context", "ending"),
                                    "voice", Set.of("", "dialogue", "context", "ending"),
                                    "waiting", Set.of("", "dialogue", "voice"),
                                    "moving", Set.of("", "dialogue", "context"),
                                    "callback", Set.of("dialogue", "voice", "waiting"),
                                    "voicemail",
                                            Set.of("dialogue", "ending", "voice", "waiting"))));

    @ArchTest
    static void packagesUseOnlyWhatTheTableAllows(JavaClasses classes) {
        var violations = new TreeSet<String>();
        for (JavaClass origin : classes) {
            var from = feature(origin);
            if (ROOF.contains(from)) {
                continue;
            }
            for (var dependency : origin.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass();
                var to = feature(target);
                if (isOurs(target)
                        && !from.equals(to)
                        && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    violations.add(dependency.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @ArchTest
    static void wingsUseOnlyWhatTheTableAllows(JavaClasses classes) {
        var violations = new TreeSet<String>();
        for (JavaClass origin : classes) {
            var wings = WINGS.get(feature(origin));
            if (wings == null) {
                continue;
            }
            var mayUse = wings.getOrDefault(wing(origin), Set.of());
            for (var dependency : origin.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass();
                if (isOurs(target)
                        && feature(origin).equals(feature(target))
                        && !wing(origin).equals(wing(target))
                        && !mayUse.contains(wing(target))) {
                    violations.add(dependency.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    /** What commands have in common lies below them, and no group of them needs another. */
    @ArchTest
    static void groupsOfCommandsStandSideBySide(JavaClasses classes) {
        var common = Set.of("option", "terminal");
        var violations = new TreeSet<String>();
        for (JavaClass origin : classes) {
            for (var dependency : origin.getDirectDependenciesFromSelf()) {
                var target = dependency.getTargetClass();
                if (feature(origin).equals("cli")
                        && feature(target).equals("cli")
                        && !wing(origin).isEmpty()
                        && !wing(origin).equals(wing(target))
                        && !common.contains(wing(target))) {
                    violations.add(dependency.getDescription());
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @ArchTest
    static final ArchRule nothingOfTheServerNeedsTheLab =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "lab..", ROOT + "cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "lab..");

    @ArchTest
    static final ArchRule featuresAreFreeOfCycles =
            slices().matching("io.recaller.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheAsteriskDoorAndTheLabKnowAsteriskJava =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "asterisk..", ROOT + "lab..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.asteriskjava..");

    /** Vert.x's reader of contracts brings another one, and does not start without it. */
    @ArchTest
    static final ArchRule filesAreReadByTheYamlReaderThatTellsLines =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.yaml..", "..dataformat.yaml..");

    @ArchTest
    static final ArchRule onlyDoorsAndRoofKnowVertx =
            noClasses()
                    .that()
                    .resideInAnyPackage(packages(BELOW_THE_DOORS))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule theThinkingIsPure =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "menu..", ROOT + "flow..", ROOT + "hours..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.vertx..", "org.jooq..", "java.sql..", "java.net..")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Random.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule timeComesFromAnInjectedClock =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    /** They change under locks that routing alone takes, in one order. */
    @ArchTest
    static final ArchRule onlyRoutingWritesAssignments =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "routing..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            ".*\\.routing\\.assignment\\."
                                    + "(AssignmentStore|AssignmentNotes|RestingRows|AgentLoads)");

    /** Who reads a name knows which one is meant, wherever it stands. */
    @ArchTest
    static void aNameStandsForOneThing(JavaClasses classes) {
        var places = new TreeMap<String, Set<String>>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass()
                    && isOurs(type)
                    && !type.getPackageName().startsWith(ROOT + "db.generated")
                    && !type.getSimpleName().equals("package-info")) {
                places.computeIfAbsent(type.getSimpleName(), _ -> new TreeSet<>())
                        .add(type.getPackageName());
            }
        }
        places.values().removeIf(packages -> packages.size() == 1);
        assertThat(places).isEmpty();
    }

    @ArchTest
    static final ArchRule noReflection =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "db.generated..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.reflect..");

    private static String[] packages(Set<String> features) {
        return features.stream().map(feature -> ROOT + feature + "..").toArray(String[]::new);
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(ROOT);
    }

    private static String wing(JavaClass type) {
        var room = ROOT + feature(type);
        var name = type.getPackageName();
        return name.equals(room) ? "" : name.substring(room.length() + 1);
    }

    private static String feature(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.", 2)[0] : "";
    }

    /** What lies where the product's classes lie, wherever a build puts them. */
    static final class OnlyTheProduct implements ImportOption {
        private final String home = home();

        private static String home() {
            var itself = String.valueOf(Recaller.class.getResource("Recaller.class"));
            return path(itself.substring(0, itself.indexOf("io/recaller/Recaller.class")));
        }

        @Override
        public boolean includes(Location location) {
            return path(location.asURI().toString()).startsWith(home);
        }

        /** A file's URL may begin with one slash or with three. */
        private static String path(String url) {
            return url.replaceFirst("^file:/+", "/");
        }
    }
}
