package io.recaller.routing;

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
                    .areAssignableTo(Match.class)
                    .or()
                    .areAssignableTo(Pairing.class)
                    .or()
                    .areAssignableTo(Candidate.class)
                    .or()
                    .areAssignableTo(WaitingContact.class)
                    .or()
                    .areAssignableTo(Fit.class)
                    .or()
                    .areAssignableTo(Contenders.class)
                    .or()
                    .areAssignableTo(World.class)
                    .or()
                    .areAssignableTo(Reasons.class)
                    .or()
                    .haveNameMatching("io\\.recaller\\.routing\\.step\\.(?!.*Test).*")
                    .should()
                    .onlyDependOnClassesThat(
                            JavaClass.Predicates.belongToAnyOf(
                                            Match.class,
                                            Pairing.class,
                                            Candidate.class,
                                            Fit.class,
                                            Contenders.class,
                                            World.class,
                                            RoutingRules.class,
                                            Reasons.class,
                                            ReadyAgent.class,
                                            AgentId.class,
                                            Load.class,
                                            Capacity.class,
                                            Assignment.class,
                                            EntryId.class,
                                            WaitingContact.class,
                                            Station.class,
                                            StationId.class,
                                            java.time.Instant.class,
                                            java.time.Duration.class)
                                    .or(
                                            JavaClass.Predicates.resideInAnyPackage(
                                                    "io.recaller.skill",
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
