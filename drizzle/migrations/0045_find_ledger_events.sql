CREATE INDEX "ledger_events_kind" ON "ledger_events" USING btree ("kind","seq");--> statement-breakpoint
CREATE INDEX "ledger_events_actor" ON "ledger_events" USING btree (substring("body" from '"actor":\{"id":"([^"]+)"'),"seq");--> statement-breakpoint
CREATE INDEX "ledger_events_recorded" ON "ledger_events" USING brin ("recorded_at");