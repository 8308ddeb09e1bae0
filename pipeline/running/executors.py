"""Where the work of a run is done: all a run knows is ``concurrent.futures.Executor``.

Processes of this machine by default, the workers of a Dask cluster if one is named. Both say the
same of work that took too long (``TimeoutError``) and of a worker that died
(``WorkerDiedError``).
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from multiprocessing import active_children
from typing import Any, Final, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.errors import ClusterError

__all__ = ["LOCAL", "LocalProcesses", "WorkerDiedError", "dask_cluster"]

T = TypeVar("T")

LOCAL: Final = "local"
"""Stands for a Dask cluster on this machine, made for the run."""

_OVER_TIME: Final = 99
"""Exit code of a cluster's worker that ended itself because its work took too long."""

_NAME: Final = "pebble_pool_worker"
"""How pebble names its processes: others of this program are left alone."""

_HEARING_SECONDS: Final = 0.3
"""How long all processes together have to end by themselves."""

_GRACE_SECONDS: Final = 30.0
"""How long the leading process waits for a cluster's first worker."""


class WorkerDiedError(BrokenExecutor):
    """The process that did the work ended: killed, out of memory, crashed in native code.

    ``exitcode`` is that of the process, 0 if nobody knows it.
    """

    def __init__(self, why: str, exitcode: int = 0) -> None:
        super().__init__(why)
        self.exitcode = exitcode


class LocalProcesses(Executor):
    """Processes of this machine; work that takes too long is killed with its process."""

    def __init__(self, pool: ProcessPool, timeout: float) -> None:
        """Wrap a pool; its owner closes it.

        Args:
            pool: the processes.
            timeout: seconds for one piece of work.
        """
        self._pool = pool
        self._timeout = timeout

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Send a piece of work to the processes."""
        done: Future[T] = Future()
        work = self._pool.schedule(fn, args=args, timeout=self._timeout, **_named(kwargs))
        _link(work, done, _local_death)
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes; with ``cancel_futures`` at once, whatever they are doing."""
        if cancel_futures:
            self._pool.stop()
            _end_all()
            self._pool.join()


def _end_all() -> None:
    """End the processes all at once: the pool waits three seconds for each in turn.

    A process within native code hears nothing, and is killed after a moment.
    """
    left = [process for process in active_children() if process.name == _NAME]
    for process in left:
        process.terminate()
    end = time.monotonic() + _HEARING_SECONDS
    for process in left:
        process.join(max(0.0, end - time.monotonic()))
        if process.is_alive():
            process.kill()


def _named(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {"kwargs": kwargs} if kwargs else {}


def _link(
    inner: Future[T], done: Future[T], death: Callable[[Exception], WorkerDiedError | None]
) -> None:
    """Join the future of the work to the one that others wait for, and may cancel."""
    inner.add_done_callback(lambda work: _hand_on(work, done, death))
    done.add_done_callback(lambda outer: inner.cancel() if outer.cancelled() else None)


def _hand_on(
    inner: Future[T], done: Future[T], death: Callable[[Exception], WorkerDiedError | None]
) -> None:
    """Give the outcome of one future to another; a dead worker has the same name everywhere.

    Args:
        inner: the future that is done.
        done: the one that others wait for.
        death: tells the death of a worker from other errors.
    """
    if done.cancelled():
        return
    try:
        done.set_result(inner.result())
    except CancelledError:
        done.cancel()
    except Exception as error:
        done.set_exception(death(error) or error)


def _local_death(error: Exception) -> WorkerDiedError | None:
    if isinstance(error, ProcessExpired):
        return WorkerDiedError(f"mã thoát {error.exitcode}", error.exitcode)
    return None


@contextmanager
def dask_cluster(address: str, workers: int, timeout: float) -> Iterator[Executor]:
    """Give the workers of a Dask cluster as an executor.

    Args:
        address: of its scheduler ("tcp://10.0.0.5:8786"); ``LOCAL`` makes one here for the run.
        workers: processes of a cluster made here.
        timeout: seconds for one piece of work.

    Raises:
        ClusterError: Dask is not installed, or the scheduler or its workers are not there.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError("chưa cài Dask: pip install 'kehoach[dask]'") from error
    made = _local_cluster(LocalCluster, workers) if address == LOCAL else None
    try:
        client = Client(made or address, timeout=_GRACE_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=_GRACE_SECONDS)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"{address}: {error or type(error).__name__}") from error
    try:
        with client.get_executor(pure=False) as executor:
            yield DaskWorkers(executor, timeout)
    finally:
        client.close()
        if made is not None:
            made.close()


def _local_cluster(kind: Callable[..., Any], workers: int) -> Any:
    """Make a cluster of this machine; each process does one thing at a time.

    Work that ends a process is tried once more by the run itself, as everywhere.
    """
    import dask

    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        return kind(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )


class DaskWorkers(Executor):
    """The workers of a cluster. One whose work takes too long ends itself and is started anew."""

    def __init__(self, executor: Executor, timeout: float) -> None:
        """Wrap what ``distributed.Client.get_executor`` gives.

        Args:
            executor: of the cluster.
            timeout: seconds for one piece of work.
        """
        self._executor = executor
        self._timeout = timeout

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Send a piece of work to the cluster."""
        done: Future[T] = Future()
        work = self._executor.submit(within, self._timeout, fn, *args, **kwargs)
        _link(work, done, _death_in_cluster)
        return done

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let what is not begun be; what is under way on the cluster ends by itself."""
        self._executor.shutdown(wait=wait and not cancel_futures, cancel_futures=cancel_futures)


def within(seconds: float, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do a piece of work in a cluster's worker, which ends itself if it takes too long.

    Native code that hangs cannot be stopped otherwise. The cluster starts the worker anew and tries
    the work on others as often as its ``allowed-failures`` says.
    """
    watch = threading.Timer(seconds, os._exit, (_OVER_TIME,))
    watch.daemon = True
    watch.start()
    try:
        return fn(*args, **kwargs)
    finally:
        watch.cancel()


def _death_in_cluster(error: Exception) -> WorkerDiedError | None:
    from distributed.scheduler import KilledWorker

    return WorkerDiedError(str(error).split(".")[0]) if isinstance(error, KilledWorker) else None
