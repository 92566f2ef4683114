package io.recaller.routing.match;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.recaller.agent.AgentId;
import io.recaller.agent.ReadyAgent;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;

/** The match knows rows only as values: no database, clock, chance, thread or socket. */
@AnalyzeClasses(packages = "io.recaller.routing")
class MatchIsPureTest {
    @ArchTest
    static final ArchRule theMatchDependsOnValuesOnly =
            classes()
                    .that()
                    .resideInAnyPackage("io.recaller.routing.match", "io.recaller.routing.step")
                    .and()
                    .haveNameNotMatching(".*Test(\\$.*)?")
                    .and()
                    .areNotAssignableTo(EntryId.class)
                    .should()
                    .onlyDependOnClassesThat(
                            JavaClass.Predicates.belongToAnyOf(
                                            ReadyAgent.class,
                                            AgentId.class,
                                            Station.class,
                                            StationId.class,
                                            java.time.Instant.class,
                                            java.time.Duration.class)
                                    .or(
                                            JavaClass.Predicates.resideInAnyPackage(
                                                    "io.recaller.skill",
                                                    "io.recaller.routing.match",
                                                    "io.recaller.routing.step",
                                                    "io.recaller.contact",
                                                    "java.util",
                                                    "java.util.function",
                                                    "java.util.regex",
                                                    "org.jspecify.annotations",
                                                    "java.util.stream",
                                                    "java.lang",
                                                    "java.lang.runtime",
                                                    "java.lang.invoke")));
}
