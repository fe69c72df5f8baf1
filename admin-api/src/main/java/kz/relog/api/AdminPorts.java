package kz.relog.api;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import kz.relog.api.live.LiveEvents;
import kz.relog.api.spi.Corrections;
import kz.relog.api.spi.Health;
import kz.relog.api.spi.LiveSource;
import kz.relog.api.spi.PlanFactSource;
import kz.relog.api.spi.PlanReplay;
import kz.relog.api.spi.RoadCommands;
import kz.relog.api.spi.RoadGate;
import kz.relog.api.spi.TrackSource;

/**
 * What the app hands to the admin API.
 *
 * @param road takes commands
 * @param gate takes what concerns people: permission, hours, who has which device, keys
 * @param tracks reads stored facts
 * @param planFacts tells how plans go
 * @param replay compares plans with archived facts, for reports
 * @param live the fleet now
 * @param events recent plan events; the feed thread publishes into it
 * @param keep gives people their data and removes it in time
 * @param corrections gives stored facts to the right person
 * @param health how the process feels
 * @param metrics what {@code /metrics} prints; the API adds its own meters
 * @param clock wall time, UTC
 */
public record AdminPorts(
    RoadCommands road,
    RoadGate gate,
    TrackSource tracks,
    PlanFactSource planFacts,
    PlanReplay replay,
    LiveSource live,
    LiveEvents events,
    KeepPorts keep,
    Corrections corrections,
    Health health,
    PrometheusMeterRegistry metrics,
    Clock clock) {}
