# The site, its worker and its meaning process: one image, started by compose.yaml with different commands.
FROM python:3.12-slim

# What sets the text of PDFs, and fonts with Greek letters and check boxes.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

# All state is in /data; what runs owns nothing else.
RUN useradd --system --create-home --uid 10001 site && install -d -o site -g site -m 700 /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY . .
ENV PYTHONPATH=/app:/app/site PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production DATA_DIR=/data
RUN DJANGO_SETTINGS_MODULE=config.settings.dev DATA_DIR=/tmp/build python manage.py compile_texts \
    && rm -rf /tmp/build

USER site
EXPOSE 8000
CMD ["gunicorn", "--config", "site/config/gunicorn.py", "--bind", "0.0.0.0:8000", "config.wsgi"]
