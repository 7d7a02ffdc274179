"""Long work, done by the worker process: reading comments, weighing evidence, sending mail.

`worker` claims a job's row and runs its kind; each kind is a module with `work(progress)`. It reads, computes and then
writes, a chunk at a time, each in a transaction of its own in which the job's cursor moves too: after a power cut the
work goes on where it was. May import services, models, db, queue, config; never web or cli.

To add a kind: its module here, its name in `services.jobs.KINDS` and in `worker.WORK`.
"""
